using System;
using System.Collections.Generic;
using System.Threading.Tasks;

class Collect
{
	static void Main()
	{
		var tasks = new List<Task>();
		for (int task = 0; task < 8; task++)
			tasks.Add(Task.Run(() =>
			{
				for (int round = 0; round < 200; round++)
				{
					var kept = new Dictionary<int, byte[]>();
					for (int key = 0; key < 100; key++) kept[key] = new byte[1000];
					GC.Collect(0);
				}
			}));
		Task.WaitAll(tasks.ToArray());
		Console.WriteLine("all collected");
	}
}
