using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Tracking;

/// <summary>Asks machines for what running scripts have reported, so that it is seen while they run. A row that is over soon is never asked for.</summary>
internal sealed class LiveReports(Func<IEnumerable<RowTracking>> running, TimeProvider time)
{
    private const string Mark = "foray-report ";

    // The arguments are the row's folder among the tasks, and how many bytes are known of each of its scripts: "script bytes".
    private const string Question = """
        cd "${FORAY_SHARED%/*}/tasks/$1" 2>/dev/null || exit 0
        shift
        for file in */metrics; do
          [ -s "$file" ] || continue
          from=0
          for known; do case $known in "${file%/metrics} "*) from=${known##* } ;; esac; done
          printf '\nforay-report %s %s\n' "$from" "${file%/metrics}"
          tail -c "+$((from + 1))" "$file"
        done
        """;

    /// <summary>A question costs the machine something, so that short scripts are never asked.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Asks again and again until it is cancelled.</summary>
    /// <param name="tell">Told what goes wrong with the keeping; a machine that does not answer is asked again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FollowAsync(Action<DiagnosticException> tell, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await Task.WhenAll(running().Where(row => time.GetUtcNow() - row.Begun >= Interval).Select(row => AskAsync(row, tell, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is not seen yet is read when its row ends.
        }
    }

    private static async Task AskAsync(RowTracking row, Action<DiagnosticException> tell, CancellationToken cancellationToken)
    {
        if (row.Row.Machine is not { } machine || row.Row.Id.Length == 0)
            return;
        ExecutionResult answer;
        try
        {
            var known = row.Reports.Known.Select(script => ShellText.Quote($"{script.Key} {script.Value}"));
            answer = await machine.ExecuteAsync(
                new ExecutionRequest($"set -- {ShellText.Quote(row.Row.Id)} {string.Join(' ', known)}\n{Question}"), cancellationToken);
        }
        catch (DiagnosticException)
        {
            return;
        }

        try
        {
            Take(row.Reports, answer.Output.ToArray());
        }
        catch (DiagnosticException failure)
        {
            tell(failure);
        }
    }

    private static void Take(RowReports reports, byte[] answer)
    {
        var separator = Encoding.UTF8.GetBytes($"\n{Mark}");
        var rest = answer.AsSpan();
        while (rest.IndexOf(separator) is >= 0 and var begin)
        {
            rest = rest[(begin + separator.Length)..];
            var lineEnd = rest.IndexOf((byte)'\n');
            var head = Encoding.UTF8.GetString(rest[..Math.Max(0, lineEnd)]).Split(' ', 2);
            rest = rest[(lineEnd + 1)..];
            var end = rest.IndexOf(separator) is >= 0 and var next ? next : rest.Length;
            if (head is [var from, var script] && int.TryParse(from, out var position))
                reports.Take(script, position, rest[..end], isWhole: false);
            rest = rest[end..];
        }
    }
}
