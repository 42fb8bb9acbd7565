package main

import (
	"fmt"
	"runtime"
)

func main() {
	for round := 0; round < 3; round++ {
		kept := make([][]byte, 0)
		for i := 0; i < 100; i++ {
			kept = append(kept, make([]byte, 10_000))
		}
		runtime.KeepAlive(kept)
		runtime.GC()
	}
	fmt.Println(runtime.Version())
}
