# filtered.pl PROGRAM ARGUMENT...: runs a program under a seccomp filter that lets everything pass, as
# container engines put one on theirs (Linux Documentation/userspace-api/seccomp_filter.rst).
use strict;
use warnings;

my %PRCTL = (x86_64 => 157, aarch64 => 167);
my ($NO_NEW_PRIVS, $SET_SECCOMP, $MODE_FILTER) = (38, 22, 2);
chomp(my $machine = `uname -m`);
my $prctl = $PRCTL{$machine} or die "no number of prctl known for $machine";
my $allow = pack 'SCCL', 0x06, 0, 0, 0x7fff0000;
my $filter = pack 'Sx6P', 1, $allow;
syscall($prctl, $NO_NEW_PRIVS, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
syscall($prctl, $SET_SECCOMP, $MODE_FILTER, $filter, 0, 0) == 0 or die "seccomp: $!";
exec @ARGV or die "$ARGV[0]: $!";
