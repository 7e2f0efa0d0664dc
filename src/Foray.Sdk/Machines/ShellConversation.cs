using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>One channel, kept open, on which programs without input run one after the other: each costs a round trip, and no channel of its own.</summary>
internal sealed class ShellConversation(Func<string, CancellationToken, Task<IPipedProcess>> open) : IAsyncDisposable
{
    // A program that did not come whole lacks its mark at the end, and is not run. On standard output the mark needs no line of its own: a line feed
    // that might begin it could not be passed on before the program's end. A shell reads lines byte by byte, which for a short program is less than
    // starting another one that reads it at once.
    private const string Loop = """
        while read -r size lines mark; do
          program=
          if [ "$lines" = 0 ]; then
            program=$(dd bs="$size" count=1 iflag=fullblock 2>/dev/null)
          fi
          while [ "$lines" -gt 0 ] && IFS= read -r line; do
            program=$program$feed$line lines=$((lines - 1))
          done
          case $program in *"$mark") ;; *) exit 1 ;; esac
          (eval "$program") </dev/null
          set -- $?
          printf '%s %s\n' "$mark" "$1"
          printf '\n%s %s\n' "$mark" "$1" >&2
        done
        """;

    private const string MarkStart = "foray-turn-";
    private static readonly TimeSpan LateError = TimeSpan.FromSeconds(1);
    /// <summary>Bytes that the shell reads in less time than it starts a program.</summary>
    private const int ReadByShell = 4096;
    private static readonly byte[] Program = Encoding.UTF8.GetBytes($"{ShellCall.Functions}\n{Loop}");

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IPipedProcess? _process;
    private volatile bool _isStale;
    private volatile bool _hasRunScript;

    /// <summary>Notes that a command line of others, which installs things mostly, may change what the machine's log-in sets: the next program runs on a new channel.</summary>
    public void NoteCommand() => _isStale = true;

    /// <summary>Notes that a script may: the next program that has to see it runs on a new channel.</summary>
    public void NoteScript() => _hasRunScript = true;

    /// <summary>Begins to run a program; null where another one is running.</summary>
    /// <param name="call">The program.</param>
    /// <param name="lease">What is given back when it ends.</param>
    /// <param name="renew">True where it has to see what the machine's log-in sets now.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public async Task<IShellRun?> TryBeginAsync(ShellCall call, IDisposable? lease, bool renew, CancellationToken cancellationToken)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return null;
        try
        {
            if (_isStale || (renew && _hasRunScript))
                await CloseAsync();
            // Nothing in what a program prints can be taken for a mark that it does not know.
            var mark = MarkStart + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var process = await OpenAsync(cancellationToken);
            var sending = SendAsync(process, Framed($"{call.Text}\n# {mark}", mark), cancellationToken);
            return new Turn(this, process, mark, sending, lease);
        }
        catch
        {
            await EndTurnAsync(isWhole: false);
            lease?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<IPipedProcess> OpenAsync(CancellationToken cancellationToken)
    {
        if (_process is { Exit.IsCompleted: true })
            await CloseAsync();
        if (_process is null)
        {
            _isStale = _hasRunScript = false;
            _process = await open(ShellChannel.CommandLine(Program), cancellationToken);
            await SendAsync(_process, Program, cancellationToken);
        }

        return _process;
    }

    private async Task CloseAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }

    private async Task EndTurnAsync(bool isWhole)
    {
        if (!isWhole)
            await CloseAsync();
        _turn.Release();
    }

    private static byte[] Framed(string program, string mark)
    {
        var size = Encoding.UTF8.GetByteCount(program);
        var lines = size <= ReadByShell ? program.AsSpan().Count('\n') + 1 : 0;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {lines} {mark}\n{program}{(lines > 0 ? "\n" : "")}"));
    }

    // A channel that breaks is known by what does not come.
    private static async Task SendAsync(IPipedProcess process, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await process.Input.WriteAsync(bytes, cancellationToken);
            await process.Input.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }
    }

    private sealed class Turn(ShellConversation conversation, IPipedProcess process, string mark, Task sending, IDisposable? lease) : IShellRun
    {
        private readonly MarkedStream _output = new(process.Output, $"{mark} ");

        public Stream Output => _output;

        public async Task<int?> EndAsync(CancellationToken cancellationToken)
        {
            var rest = new byte[4096];
            while (await _output.ReadAsync(rest, cancellationToken) > 0)
            {
            }

            await sending;
            return int.TryParse(_output.Behind, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
        }

        public async Task<string> LastErrorAsync(bool ended, CancellationToken cancellationToken)
        {
            var since = TimeProvider.System.GetTimestamp();
            while (ended && !process.Error.Contains($"\n{mark} ", StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(since) < LateError)
                await Task.Delay(10, cancellationToken);
            return OwnLines(process.Error).LastOrDefault(line => line.Length > 0) ?? "";
        }

        // A turn whose end was not seen leaves a channel on which nobody knows what comes next.
        public async ValueTask DisposeAsync()
        {
            await conversation.EndTurnAsync(_output.Behind is not null && sending.IsCompletedSuccessfully);
            lease?.Dispose();
        }

        // What stands before the mark of this turn, and behind that of the turn before.
        private IEnumerable<string> OwnLines(string error)
        {
            var end = error.IndexOf($"\n{mark} ", StringComparison.Ordinal);
            var own = end < 0 ? error : error[..end];
            var before = own.LastIndexOf($"\n{MarkStart}", StringComparison.Ordinal);
            return (before < 0 ? own : own[(before + 1)..]).Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith(MarkStart, StringComparison.Ordinal));
        }
    }
}
