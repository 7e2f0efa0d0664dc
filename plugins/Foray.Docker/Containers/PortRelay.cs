using System.Globalization;
using Foray.Sdk.Machines;

namespace Foray.Docker.Containers;

/// <summary>Passes standard input and output on to a port of the container's loopback, with what common images have.</summary>
internal static class PortRelay
{
    private const string Perl = """
        use IO::Socket::INET;
        my $socket = IO::Socket::INET->new("127.0.0.1:$ARGV[0]") or exit 1;
        sub relay {
          my ($from, $to) = @_;
          while (sysread($from, my $bytes, 65536)) {
            for (my $sent = 0; $sent < length $bytes;) {
              my $count = syswrite($to, $bytes, length($bytes) - $sent, $sent);
              return unless defined $count;
              $sent += $count;
            }
          }
        }
        if (my $sender = fork) { relay($socket, \*STDOUT); kill "KILL", $sender } else { relay(\*STDIN, $socket); shutdown $socket, 1 }
        """;

    // Bash cannot end one direction alone: the other side sees the end of what is sent only once it has ended its own.
    private const string Bash = """
        exec 3<>"/dev/tcp/127.0.0.1/$0" 4<&0 || exit
        cat <&4 >&3 &
        cat <&3
        kill $!
        """;

    /// <summary>The programs of which one is needed.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["perl", "bash"];

    /// <summary>The command line of the relay; null where the container lacks all programs that can be one.</summary>
    public static string? CommandLine(int port, IReadOnlyList<string> missing)
    {
        var argument = port.ToString(CultureInfo.InvariantCulture);
        if (!missing.Contains("perl"))
            return $"exec perl -e {ShellText.Quote(Perl)} {argument}";
        return missing.Contains("bash") ? null : $"exec bash -c {ShellText.Quote(Bash)} {argument}";
    }
}
