# automount.pl DIRECTORY deliver|refuse: what systemd does for binfmt_misc, by the kernel's own autofs
# (Linux Documentation/filesystems/autofs.rst). A direct mount point lies on DIRECTORY until somebody
# looks inside; then binfmt_misc is mounted there, or the kernel is told that it failed. Prints "ready"
# when the mount point is there, and "triggered" for each time somebody looks. Ends with its input.
use strict;
use warnings;
use Fcntl qw(O_RDONLY O_DIRECTORY);

my ($directory, $answer) = @ARGV;
my ($READY, $FAIL, $PACKET_BYTES) = (0x9360, 0x9361, 304);
$| = 1;
$^F = 100;    # the mount program must inherit the pipe
setpgrp(0, 0);
pipe(my $packets, my $kernel) or die "pipe: $!";
my $options = join ',', 'fd=' . fileno($kernel), 'pgrp=' . getpgrp(0), 'minproto=5,maxproto=5,direct';
system('mount', '-t', 'autofs', '-o', $options, 'test-automount', $directory) == 0 or die 'no autofs';
close $kernel;
sysopen(my $root, $directory, O_RDONLY | O_DIRECTORY) or die "$directory: $!";
print "ready\n";

while (1) {
	my $ready = '';
	vec($ready, fileno($packets), 1) = 1;
	vec($ready, fileno(STDIN), 1) = 1;
	select($ready, undef, undef, undef);
	last if vec($ready, fileno(STDIN), 1);
	next if !vec($ready, fileno($packets), 1);
	sysread($packets, my $packet, $PACKET_BYTES) or last;
	my (undef, undef, $token) = unpack 'iiL', $packet;
	print "triggered\n";
	my $mounted = $answer eq 'deliver'
		&& system('mount', '-t', 'binfmt_misc', 'binfmt_misc', $directory) == 0;
	ioctl($root, $mounted ? $READY : $FAIL, $token);
}
