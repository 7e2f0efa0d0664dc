using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class ResolverConformanceTests
{
    private const string AnyText = "It can be asked for any text";
    private const string Changes = "Resolving changes nothing and starts nothing";
    private const string Finds = "It finds the tests of its reference, each with a kind and something to run";
    private const string Foreign = "What is not its own is empty";
    private const string Kept = "Its tests can be kept and read back";
    private const string Same = "The same reference gives the same tests in the same order";
    private const string Unreadable = "What it cannot read is a diagnostic";

    public enum Fault
    {
        None,
        FindsNothing,
        ForgetsTheKind,
        ShufflesTests,
        CountsItsSearches,
        RemembersByReference,
        TakesEverything,
        RefusesWhatIsForeign,
        BreaksOnAnyText,
        SwallowsWhatItCannotRead,
        BreaksOnWhatItCannotRead,
        WritesAnIndex,
        RunsAProgram,
        IgnoresTheToken,
        GivesNoTime,
        WritesToTheConsole,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.FindsNothing, [Finds] },
        { Fault.ForgetsTheKind, [Finds, Kept] },
        { Fault.ShufflesTests, [Same] },
        { Fault.CountsItsSearches, [Same] },
        { Fault.RemembersByReference, ["Another folder gives the tests of that folder"] },
        { Fault.TakesEverything, [Foreign] },
        { Fault.RefusesWhatIsForeign, [Foreign] },
        { Fault.BreaksOnAnyText, [AnyText] },
        { Fault.SwallowsWhatItCannotRead, [Unreadable] },
        { Fault.BreaksOnWhatItCannotRead, [Unreadable] },
        { Fault.WritesAnIndex, [Changes] },
        { Fault.RunsAProgram, [Changes] },
        { Fault.IgnoresTheToken, ["Cancelling ends a search in time"] },
        { Fault.GivesNoTime, [Kept] },
        { Fault.WritesToTheConsole, ["It writes nothing to the console"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_resolver_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault) => ResolverConformance.Checks(new ResolverSubject(host => new ListResolver(fault, host), "night.list")
    {
        Patience = Suite.PatienceOf(fault),
        Prepare = folder =>
        {
            File.WriteAllText(Path.Combine(folder, "night.list"), "one\ntwo\nthree\n");
            File.WriteAllText(Path.Combine(folder, "broken.list"), "\0");
        },
        Unreadable = "broken.list",
    });

    /// <summary>A file with a test on each line.</summary>
    private sealed class ListResolver(Fault fault, FakeHost host) : IResolver
    {
        private readonly Dictionary<string, IReadOnlyList<Runnable>> _known = [];
        private int _searches;

        public async ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
        {
            if (fault == Fault.IgnoresTheToken && cancellationToken.IsCancellationRequested)
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (fault == Fault.WritesToTheConsole)
                await Console.Out.WriteLineAsync(reference);
            if (fault == Fault.RemembersByReference && _known.TryGetValue(reference, out var known))
                return known;
            if (fault == Fault.BreaksOnAnyText)
                ArgumentException.ThrowIfNullOrEmpty(reference);
            var path = Path.Combine(folder, reference);
            if (!reference.EndsWith(".list", StringComparison.Ordinal) || !File.Exists(path))
                return Foreign(reference);
            if (fault == Fault.WritesAnIndex)
                await File.WriteAllTextAsync(path + ".index", "", cancellationToken);
            if (fault == Fault.RunsAProgram)
                await host.Processes.RunAsync(new ProcessRequest("cat", [path]), cancellationToken);
            return _known[reference] = Tests(reference, folder, await File.ReadAllLinesAsync(path, cancellationToken));
        }

        private IReadOnlyList<Runnable> Foreign(string reference) => fault switch
        {
            Fault.TakesEverything when reference.StartsWith("no-", StringComparison.Ordinal) => [new Runnable("exec-test", reference)],
            Fault.RefusesWhatIsForeign when reference.StartsWith("no-", StringComparison.Ordinal) => throw new DiagnosticException(Diagnostic.Error("TEST001", $"there is no '{reference}'")),
            _ => [],
        };

        private IReadOnlyList<Runnable> Tests(string reference, string folder, string[] lines)
        {
            if (lines[0].Contains('\0', StringComparison.Ordinal) && fault != Fault.SwallowsWhatItCannotRead)
                throw fault == Fault.BreaksOnWhatItCannotRead ? new InvalidDataException("NUL") : new DiagnosticException(Diagnostic.Error("TEST002", $"'{reference}' is no list"));
            var number = fault == Fault.CountsItsSearches ? Interlocked.Increment(ref _searches) : 0;
            var tests = lines.Select(line => new Runnable(fault == Fault.ForgetsTheKind ? "" : "exec-test", Path.Combine(folder, line)) { Arguments = [$"{number}"], Timeout = fault == Fault.GivesNoTime ? TimeSpan.Zero : null });
            return fault == Fault.FindsNothing ? [] : [.. fault == Fault.ShufflesTests ? tests.OrderBy(_ => Guid.NewGuid()) : tests];
        }
    }
}
