using System.Buffers;
using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every resolver plugin promises.</summary>
public static class ResolverConformance
{
    private const string Stands = "The tests that a reference stands for; empty where it is none of this resolver's.";
    private const string Refused = "A DiagnosticException where the reference is this resolver's, and what it stands for cannot be read.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(ResolverSubject subject)
    {
        var checks = new CheckList(subject);
        AddFinding(checks, subject);
        AddStrange(checks, subject);
        checks.Add("Resolving changes nothing and starts nothing", "A resolver reads: it changes nothing and starts nothing.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            var before = FileSnapshot.Of(host.Folder);
            await FindAsync(trial, resolver, subject.Reference, host.Folder);
            var difference = FileSnapshot.Difference(before, FileSnapshot.Of(host.Folder));
            trial.Require(difference is null, $"the folder was changed: {difference}", "read, and leave what writes to the runner");
            trial.Require(host.Processes.Requests.Count == 0, $"it started '{host.Processes.Requests.FirstOrDefault()?.Program}'", "read files, and leave what runs a program to the runner");
        }));
        checks.Add("Cancelling ends a search in time", "The token stops the search.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            await trial.EndsCancelledAsync(
                () => resolver.ResolveAsync(subject.Reference, host.Folder, new CancellationToken(true)).AsTask(), "a search with a cancelled token", "hand the token to every call that waits");
        }));
        checks.AddSilence(trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            await FindAsync(trial, resolver, subject.Reference, host.Folder);
        }));
        return checks.Checks;
    }

    private static void AddFinding(CheckList checks, ResolverSubject subject)
    {
        checks.Add("It finds the tests of its reference, each with a kind and something to run", "Kind: name of the runner. Uri: what is run.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            var found = await FindAsync(trial, resolver, subject.Reference, host.Folder);
            trial.Require(found.Count > 0, $"'{subject.Reference}' stands for no test", "give the subject a reference that stands for a test in the folder, and put the test there in Prepare");
            trial.Require(found.All(test => test.Kind.Length > 0 && test.Uri.Length > 0), "a test has no kind or no URI", "give every test both: the name of its runner, and what the runner runs");
        }));
        checks.Add("Its tests can be kept and read back", "RunnableRecipe: a runnable as a document. Timeout: more than zero.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            foreach (var test in await FindAsync(trial, resolver, subject.Reference, host.Folder))
            {
                var problem = FindProblem(test);
                trial.Require(problem is null, $"the test '{test.Uri}' cannot be read back: {problem}", "give environment variables names of letters, digits and '_', requirements a name, and a timeout of more than zero");
            }
        }));
        checks.Add("The same reference gives the same tests in the same order", "The same reference gives the same tests, in the same order.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            var other = await hosts.StartAsync(subject.Create);
            var first = Describe(await FindAsync(trial, resolver, subject.Reference, host.Folder));
            foreach (var asked in (IEnumerable<IResolver>)[resolver, other, resolver])
            {
                var again = Describe(await FindAsync(trial, asked, subject.Reference, host.Folder));
                trial.Require(first == again, $"two searches differ:\n{first}\nand\n{again}", "sort what a folder or a hash table lists, and keep nothing from one search to the next");
            }
        }));
        checks.Add("Another folder gives the tests of that folder", "Folder that relative paths start from.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            var other = hosts.Add();
            subject.Prepare(other.Folder);
            await FindAsync(trial, resolver, subject.Reference, host.Folder);
            var found = Describe(await FindAsync(trial, resolver, subject.Reference, other.Folder));
            trial.Require(!found.Contains(host.Folder, StringComparison.Ordinal), $"tests of '{other.Folder}' lie in the folder of an earlier search:\n{found}", "take relative paths from the folder of each call, and cache nothing by the reference alone");
        }));
    }

    private static void AddStrange(CheckList checks, ResolverSubject subject)
    {
        checks.Add("What is not its own is empty", Stands, trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            foreach (var reference in subject.Foreign)
            {
                var found = await FindAsync(trial, resolver, reference, host.Folder);
                trial.Require(found.Count == 0, $"'{reference}' stands for {found.Count} tests: {Describe(found)}", "return an empty list, so that the next resolver is asked");
            }
        }));
        checks.Add("It can be asked for any text", "The reference: a path, a pattern, a name. Any text is possible.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (resolver, host) = await StartAsync(hosts, subject);
            foreach (var text in SampleMetrics.Texts)
            {
                var failure = await SearchAsync(trial, resolver, text, host.Folder);
                trial.Require(failure is null or DiagnosticException, $"'{text}' led to {failure?.GetType().Name}: {failure?.Message}", "return an empty list for what is none of its own");
            }
        }));
        if (subject.Unreadable is { } unreadable)
        {
            checks.Add("What it cannot read is a diagnostic", Refused, trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
            {
                var (resolver, host) = await StartAsync(hosts, subject);
                var failure = await SearchAsync(trial, resolver, unreadable, host.Folder);
                trial.Require(failure is DiagnosticException, $"'{unreadable}' led to {failure?.GetType().Name ?? "no exception"}", "throw a DiagnosticException that names the file and what is wrong with it");
            }));
        }
    }

    private static string? FindProblem(Runnable test)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            RunnableRecipe.Write(writer, test);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        try
        {
            RunnableRecipe.Read(document.RootElement);
            return null;
        }
        catch (DiagnosticException exception)
        {
            return exception.Diagnostics[0].Message;
        }
    }

    private static async Task<(IResolver Resolver, FakeHost Host)> StartAsync(HostPool hosts, ResolverSubject subject)
    {
        FakeHost? host = null;
        var resolver = await hosts.StartAsync(given => subject.Create(host = given));
        subject.Prepare(host!.Folder);
        return (resolver, host);
    }

    private static Task<IReadOnlyList<Runnable>> FindAsync(Trial trial, IResolver resolver, string reference, string folder) =>
        trial.EndsAsync(() => resolver.ResolveAsync(reference, folder, trial.Token).AsTask(), $"the search for '{reference}'", "return when what there is has been looked at");

    private static Task<Exception?> SearchAsync(Trial trial, IResolver resolver, string reference, string folder) =>
        trial.FailureAsync(() => resolver.ResolveAsync(reference, folder, trial.Token).AsTask(), $"the search for '{reference}'", "return when what there is has been looked at");

    private static string Describe(IReadOnlyList<Runnable> tests) => string.Join('\n', tests.Select(test =>
        $"{test.Kind} {test.Uri} [{string.Join(", ", test.Arguments)}] {Describe(test.Parameters)} {Describe(test.Environment)}"));

    private static string Describe(IReadOnlyDictionary<string, string> values) =>
        string.Join(", ", values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));
}
