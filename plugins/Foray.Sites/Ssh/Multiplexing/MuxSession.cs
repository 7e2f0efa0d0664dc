using System.Net.Sockets;
using Foray.Sdk.Processes;

namespace Foray.Sites.Ssh.Multiplexing;

/// <summary>
/// A session on the connection of an OpenSSH master, which is asked for it on its socket, as another <c>ssh</c> would: starting one takes a multiple of the
/// time. Linux only. Source: PROTOCOL.mux of OpenSSH.
/// </summary>
internal sealed class MuxSession : IPipedProcess
{
    /// <summary>What <c>ssh</c> ends with where the connection broke.</summary>
    private const int Broken = 255;
    private const uint Request = 1;
    private static readonly TimeSpan LateError = TimeSpan.FromSeconds(0.5);

    private readonly NetworkStream _master;
    private readonly Socket _errorSocket;
    private readonly ErrorTail _error = new();
    private readonly Task _readingError;

    private MuxSession(NetworkStream master, Socket input, Socket output, Socket error)
    {
        _master = master;
        _errorSocket = error;
        Input = new NetworkStream(input, FileAccess.Write, ownsSocket: true);
        Output = new NetworkStream(output, FileAccess.Read, ownsSocket: true);
        _readingError = _error.ReadAsync(error);
        Exit = EndAsync();
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public string Error => _error.Text;

    public Task<int> Exit { get; }

    /// <summary>Opens a session that runs a command line; null where the master does not give one, for the reason that another <c>ssh</c> will tell.</summary>
    public static async Task<MuxSession?> TryOpenAsync(string socketPath, string command, IEnumerable<string> environment, CancellationToken cancellationToken)
    {
        var master = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        MuxSession? session = null;
        try
        {
            await master.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return session = await TryOpenAsync(master, command, environment, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null;
        }
        finally
        {
            if (session is null)
                master.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _master.DisposeAsync();
        await Input.DisposeAsync();
        await Output.DisposeAsync();
        await Exit;
        _errorSocket.Dispose();
        await _readingError;
    }

    private static async Task<MuxSession?> TryOpenAsync(Socket master, string command, IEnumerable<string> environment, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(master, ownsSocket: true);
        await stream.WriteAsync(MuxRequest.ToHello(), cancellationToken);
        if (await MuxAnswer.ReadAsync(stream, cancellationToken) is not { Type: MuxRequest.Hello, First: MuxRequest.Version })
            return null;
        await stream.WriteAsync(MuxRequest.ToNewSession(Request, command, environment), cancellationToken);
        Socket[] ours = [.. HandOnPipes(master)];
        MuxSession? session = null;
        try
        {
            if (ours is [var input, var output, var error] && await MuxAnswer.ReadAsync(stream, cancellationToken) is { Type: MuxAnswer.SessionOpened, First: Request })
                session = new MuxSession(stream, input, output, error);
            return session;
        }
        finally
        {
            foreach (var socket in session is null ? ours : [])
                socket.Dispose();
        }
    }

    // Our ends of standard input, output and error; fewer where one cannot be had.
    private static IEnumerable<Socket> HandOnPipes(Socket master)
    {
        for (var pipe = 0; pipe < 3; pipe++)
        {
            if (LibC.TryMakePair() is not var (ours, theirs))
                yield break;
            using (theirs)
            {
                if (!LibC.TrySendHandle(master, theirs))
                {
                    ours.Dispose();
                    yield break;
                }
            }

            yield return ours;
        }
    }

    private async Task<int> EndAsync()
    {
        var code = await ReadExitAsync();
        await Task.WhenAny(_readingError, Task.Delay(LateError));
        return code;
    }

    private async Task<int> ReadExitAsync()
    {
        try
        {
            while (await MuxAnswer.ReadAsync(_master, CancellationToken.None) is { } answer)
            {
                if (answer.Type == MuxAnswer.ExitMessage)
                    return (int)answer.Second;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }

        return Broken;
    }
}
