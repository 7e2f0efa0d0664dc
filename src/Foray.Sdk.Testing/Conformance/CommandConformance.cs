using Foray.Sdk.Commands;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Commands;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every command plugin promises.</summary>
public static class CommandConformance
{
    private const string Code = "The exit code: 0 done; 1 what was asked for failed.";
    private const string Cancelled = "When cancelled, by Ctrl-C, it ends soon, and not as done.";
    private const string After = "For one that extends a command: runs after it, whatever it returned.";

    private static readonly IReadOnlyList<int> ExitCodes = [0, 1, 2, 3, 4, 130];

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(CommandSubject subject)
    {
        var checks = new CheckList(subject);
        AddEnds(checks, subject);
        AddOutput(checks, subject);
        AddCancelling(checks, subject);
        AddAfter(checks, subject);
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => UseAsync(trial, subject, async bench =>
        {
            await bench.RunAsync(subject.Passing);
            var alone = bench.Contexts[0].Text.Length > 0;
            var codes = await Task.WhenAll(bench.RunAsync(subject.Passing), bench.RunAsync(subject.Passing));
            const string remedy = "keep what an instance holds in its own fields, and no statics with state";
            trial.Require(codes.All(code => code == 0), $"two that ran at once ended with {codes[0]} and {codes[1]}", remedy);
            trial.Require(!alone || bench.Contexts.All(context => context.Text.Length > 0), "the output of one went to another", remedy);
        }));
        return checks.Checks;
    }

    private static void AddEnds(CheckList checks, CommandSubject subject)
    {
        checks.Add("What is done ends with 0", Code, trial => UseAsync(trial, subject, async bench =>
        {
            var code = await bench.RunAsync(subject.Passing);
            trial.Require(code == 0, $"it ended with {code}", "return 0; what it needs is put into the working folder by the subject's Prepare");
        }));
        if (subject.Failing is { } failing)
        {
            checks.Add("What failed ends with 1", Code, trial => UseAsync(trial, subject, async bench =>
            {
                var code = await bench.RunAsync(failing);
                trial.Require(code == 1, $"it ended with {code}", "return 1; for wrong usage and the environment throw a DiagnosticException, from which the host makes its exit code");
            }));
        }

        if (subject.Misused is { } misused)
        {
            checks.Add("Wrong usage is a diagnostic", "Wrong usage and the environment are reported by DiagnosticException.", trial => UseAsync(trial, subject, async bench =>
            {
                var failure = await trial.FailureAsync(() => bench.RunAsync(misused), "the command, wrongly used,", "end it with a diagnostic");
                trial.Require(failure is DiagnosticException, $"it led to {failure?.GetType().Name ?? "no exception"}", "throw a DiagnosticException that names the option and its value");
                var diagnostic = ((DiagnosticException)failure!).Diagnostics[0];
                trial.Require(diagnostic.Code.Length > 0 && diagnostic.Message.Length > 0, $"the diagnostic lacks a code or a message: {diagnostic}", "give it both");
            }));
        }
    }

    private static void AddOutput(CheckList checks, CommandSubject subject)
    {
        checks.Add("It leaves standard output open", "Standard output is the host's, and stays open.", trial => UseAsync(trial, subject, async bench =>
        {
            await bench.RunAsync(subject.Passing);
            trial.Require(bench.Contexts[0].IsOutputOpen, "the context's Output was closed", "dispose nothing that the context gives");
        }));
        checks.Add("It leaves alone the folder that Foray runs in", "WorkingFolder: the folder it was typed in.", trial => UseAsync(trial, subject, async bench =>
        {
            var (current, entries) = (Environment.CurrentDirectory, Entries());
            await bench.RunAsync(subject.Passing);
            trial.Require(Environment.CurrentDirectory == current, "it changed the current folder of the process", "combine paths with the context's WorkingFolder");
            var made = Entries().Except(entries).FirstOrDefault();
            trial.Require(made is null, $"it made '{made}'", "combine paths with the context's WorkingFolder, which need not be the current one");
        }));
        checks.AddSilence(trial => UseAsync(trial, subject, bench => bench.RunAsync(subject.Passing)));
        if (subject.Secrets.Count > 0)
        {
            checks.Add("It tells no secret", "A value that is never printed, logged or kept.", trial => UseAsync(trial, subject, async bench =>
            {
                await bench.RunAsync(subject.Passing);
                var host = bench.Hosts[0];
                IEnumerable<string> said = [bench.Contexts[0].Text, .. host.Logger.Entries.Select(entry => $"{entry.Message} {entry.Exception}"), .. host.Console.Lines];
                trial.Require(!said.Any(text => subject.Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal))), "the value of a secret was written or logged", "reveal a secret where it is used, and put it into no text");
            }));
        }
    }

    private static void AddCancelling(CheckList checks, CommandSubject subject)
    {
        checks.Add("A command that is cancelled before it begins ends in time", Cancelled, trial => UseAsync(trial, subject, bench =>
            trial.EndsCancelledAsync(() => bench.RunAsync(subject.Passing, new CancellationToken(true)), "the command with a cancelled token", "hand the token to every call that waits")));
        if (subject.Endless is not { } endless)
            return;
        checks.Add("Ctrl-C ends it in time, and not as done", Cancelled, trial => UseAsync(trial, subject, async bench =>
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
            var work = Task.Run(() => bench.RunAsync(endless, cancel.Token), CancellationToken.None);
            await Task.WhenAny(work, Task.Delay(Trial.Silence, trial.Token));
            trial.Require(!work.IsCompleted, "the endless command ended by itself", "give the subject an Endless command, and let it wait for its work");
            await cancel.CancelAsync();
            await trial.EndsCancelledAsync(() => work, "the command, cancelled,", "hand the token to every call that waits");
            trial.Require(work.IsCanceled || work.Result != 0, "it was cancelled, and ended with 0", "let the OperationCanceledException through");
        }));
    }

    private static void AddAfter(CheckList checks, CommandSubject subject)
    {
        checks.Add("It can run after a command that ended anyhow", After, trial => UseAsync(trial, subject, async bench =>
        {
            foreach (var code in ExitCodes)
            {
                var (command, context) = bench.Create(subject.Passing);
                await trial.EndsAsync(() => command.RunAsync(context, trial.Token), "the command", "return when the work is done");
                await trial.EndsAsync(() => command.AfterAsync(context, code, trial.Token), $"the work after a command that ended with {code}", "return when the work is done");
            }
        }));
        checks.Add("Cancelling ends its work after a command in time", "The token is cancelled by Ctrl-C.", trial => UseAsync(trial, subject, async bench =>
        {
            var (command, context) = bench.Create(subject.Passing);
            await trial.EndsAsync(() => command.RunAsync(context, trial.Token), "the command", "return when the work is done");
            await trial.EndsCancelledAsync(() => command.AfterAsync(context, 130, new CancellationToken(true)), "the work after a command, with a cancelled token", "hand the token to every call that waits");
        }));
    }

    private static Task UseAsync(Trial trial, CommandSubject subject, Func<Bench, Task> body) => HostPool.UseAsync(trial, () => new FakeHost(TimeProvider.System), async hosts =>
    {
        using var bench = new Bench(trial, subject, hosts);
        await body(bench);
    });

    private static List<string> Entries() => [.. Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory)];

    /// <summary>The commands of one check, each in a working folder of its own.</summary>
    private sealed class Bench(Trial trial, CommandSubject subject, HostPool hosts) : IDisposable
    {
        private readonly Lock _lock = new();

        public List<FakeHost> Hosts { get; } = [];

        public List<FakeCommandContext> Contexts { get; } = [];

        public (ICommand Command, FakeCommandContext Context) Create(Func<FakeHost, ICommand> create)
        {
            lock (_lock)
            {
                Hosts.Add(hosts.Add());
                var folder = Directory.CreateDirectory(Path.Combine(Hosts[^1].Folder, "work")).FullName;
                subject.Prepare(folder);
                Contexts.Add(new FakeCommandContext(folder));
                return (create(Hosts[^1]), Contexts[^1]);
            }
        }

        public async Task<int> RunAsync(Func<FakeHost, ICommand> create, CancellationToken? cancellationToken = null)
        {
            var (command, context) = Create(create);
            if (cancellationToken is { } token)
                return await command.RunAsync(context, token);
            return await trial.EndsAsync(() => command.RunAsync(context, trial.Token), "the command", "return when the work is done; where it takes longer by nature, give the subject more patience");
        }

        public void Dispose() => Contexts.ForEach(context => context.Dispose());
    }
}
