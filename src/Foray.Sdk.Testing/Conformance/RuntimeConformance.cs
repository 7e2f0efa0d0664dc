using Foray.Sdk.Diagnostics;
using Foray.Sdk.Programs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every runtime plugin promises.</summary>
public static class RuntimeConformance
{
    private const string Same = "The worker for a program, the same one for the same program. Describing it starts nothing and changes nothing.";
    private const string AnyName = "Any name is possible; it is handed on as it is, and never taken for an option or for code.";

    private static readonly IReadOnlyList<string> Names = ["main", "src/main", "my 'main' $HOME \"x\"", "ends');x('", "--help", "-c"];

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(RuntimeSubject subject)
    {
        var checks = new CheckList(subject);
        checks.Add("Its endings are endings of files, the same every time", "Endings of the main files that it runs, with the dot; all different, and the same list every time.", trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var runtime = subject.Create(hosts.Add());
            var endings = runtime.FileExtensions.ToList();
            trial.Require(endings.Count > 0, "it has no ending", "name the endings of the main files that it runs in FileExtensions");
            var wrong = endings.FirstOrDefault(ending => ending.Length < 2 || ending[0] != '.' || ending.Contains('/', StringComparison.Ordinal));
            trial.Require(wrong is null, $"'{wrong}' is no ending of a file", "write endings with their dot, such as '.py'");
            trial.Require(endings.Distinct(StringComparer.Ordinal).Count() == endings.Count, "an ending is listed twice", "list each ending once");
            trial.Require(endings.SequenceEqual(runtime.FileExtensions), "the second reading gave another list", "make the list once, in the constructor");
            return Task.CompletedTask;
        }));
        AddDescribing(checks, subject);
        AddNames(checks, subject);
        AddBounds(checks, subject);
        AddMissing(checks, subject);
        checks.AddSilence(trial => UseAsync(trial, subject, (runtime, host, ending) => Describe(trial, runtime, host, $"main{ending}")));
        return checks.Checks;
    }

    private static void AddDescribing(CheckList checks, RuntimeSubject subject)
    {
        checks.Add("The same program has the same worker", Same, trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var (one, other, host) = (subject.Create(hosts.Add()), subject.Create(hosts.Add()), hosts.Add());
            foreach (var ending in one.FileExtensions)
            {
                var first = Text(Describe(trial, one, host, $"main{ending}"));
                foreach (var again in (IEnumerable<IRuntime>)[one, other])
                {
                    var second = Text(Describe(trial, again, host, $"main{ending}"));
                    trial.Require(first == second, $"two workers of one program differ:\n{first}\nand\n{second}", "make the worker from the program and the options alone: no time, no random number");
                }
            }

            return Task.CompletedTask;
        }));
        checks.Add("Describing starts nothing and changes nothing", Same, trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            File.WriteAllText(Path.Combine(host.Folder, $"main{ending}"), "");
            var before = FileSnapshot.Of(host.Folder);
            runtime.DescribeWorker(host.Folder, $"main{ending}");
            var difference = FileSnapshot.Difference(before, FileSnapshot.Of(host.Folder));
            trial.Require(difference is null, $"the program's folder was changed: {difference}", "leave to the worker what it writes");
            trial.Require(host.Processes.Requests.Count == 0, $"it started '{host.Processes.Requests.FirstOrDefault()?.Program}'", "find the interpreter with the service's Find, and start nothing");
        }));
    }

    private static void AddNames(CheckList checks, RuntimeSubject subject)
    {
        checks.Add("The main file's name is handed on as it is", AnyName, trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            foreach (var name in Names.Select(name => name + ending))
            {
                var worker = Describe(trial, runtime, host, name);
                trial.Require(
                    worker.Arguments.Concat(worker.Environment.Values).Any(value => value.EndsWith(name, StringComparison.Ordinal)),
                    $"no argument and no variable ends with the main file '{name}': {Text(worker)}",
                    "give the main file an argument of its own, and put it into no line of code");
            }
        }));
        checks.Add("The main file's name is never an option", AnyName, trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            foreach (var name in Names.Where(name => name[0] == '-').Select(name => name + ending))
            {
                var worker = Describe(trial, runtime, host, name);
                trial.Require(
                    !worker.Arguments.TakeWhile(argument => argument != "--").Contains(name),
                    $"the main file '{name}' would be taken for an option: {Text(worker)}",
                    "put './' or the folder before the name, or '--' before the argument where the interpreter knows that");
            }
        }));
    }

    private static void AddBounds(CheckList checks, RuntimeSubject subject)
    {
        checks.Add("The worker's program has an absolute path", "Absolute path of the executable.", trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            var program = Describe(trial, runtime, host, $"main{ending}").Program;
            trial.Require(Path.IsPathFullyQualified(program), $"the program is '{program}'", "take the path that the service's Find gives: the worker has no PATH but the one in its Environment");
        }));
        checks.Add("The worker gets nothing of the host's environment", "The process gets these and no others, and nothing of the host's own is among them.", trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            var (name, value) = ($"KIT_{Guid.NewGuid():N}", Guid.NewGuid().ToString());
            Environment.SetEnvironmentVariable(name, value);
            try
            {
                var worker = Describe(trial, runtime, host, $"main{ending}");
                trial.Require(
                    !worker.Environment.ContainsKey(name) && !Text(worker).Contains(value, StringComparison.Ordinal),
                    "a variable of the host's process was handed on to the worker", "name each variable that the interpreter needs, and copy no others");
            }
            finally
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }));
        checks.Add("What the worker may read is absolute, and not everything", "Absolute paths that the process may read besides its program's folder.", trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            var wrong = Describe(trial, runtime, host, $"main{ending}").ReadablePaths.FirstOrDefault(path => !Path.IsPathFullyQualified(path) || Path.GetPathRoot(path) == Path.GetFullPath(path));
            trial.Require(wrong is null, $"'{wrong}' is among its ReadablePaths", "list the absolute paths of the interpreter's own files");
        }));
    }

    private static void AddMissing(CheckList checks, RuntimeSubject subject) =>
        checks.Add("A missing interpreter is a diagnostic with a remedy", "A DiagnosticException: the language's interpreter is missing.", trial => UseAsync(trial, subject, (runtime, host, ending) =>
        {
            host.Processes.FindsNothing = true;
            try
            {
                var program = runtime.DescribeWorker(host.Folder, $"main{ending}").Program;
                trial.Require(File.Exists(program), $"there is no '{program}', and it is described all the same", "look with the service's Find, and throw a DiagnosticException where it finds nothing");
            }
            catch (DiagnosticException exception)
            {
                trial.Require(!string.IsNullOrWhiteSpace(exception.Diagnostics[0].Remedy), $"the diagnostic says nothing of what to do: {exception.Message}", "say in the remedy how to get the interpreter");
            }
        }));

    /// <summary>Runs the body of a check for each ending.</summary>
    private static Task UseAsync(Trial trial, RuntimeSubject subject, Action<IRuntime, FakeHost, string> body) => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
    {
        var host = hosts.Add();
        var runtime = subject.Create(host);
        subject.Prepare(host.Folder);
        foreach (var ending in runtime.FileExtensions)
            body(runtime, host, ending);
        return Task.CompletedTask;
    });

    private static RuntimeWorker Describe(Trial trial, IRuntime runtime, FakeHost host, string main)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(host.Folder, main))!);
        File.WriteAllText(Path.Combine(host.Folder, main), "");
        try
        {
            return runtime.DescribeWorker(host.Folder, main);
        }
        catch (Exception exception)
        {
            throw trial.Breach(
                $"describing the worker for '{main}' threw {exception.GetType().Name}: {exception.Message}",
                "describe a worker for every main file; an interpreter that this computer lacks is put there by the subject's Create",
                exception);
        }
    }

    private static string Text(RuntimeWorker worker) =>
        $"{worker.Program} [{string.Join(", ", worker.Arguments)}] "
        + $"{{{string.Join(", ", worker.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}}} may read [{string.Join(", ", worker.ReadablePaths)}]";
}
