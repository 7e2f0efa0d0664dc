using System.Collections;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class RuntimeConformanceTests
{
    private const string Absolute = "The worker's program has an absolute path";
    private const string Describing = "Describing starts nothing and changes nothing";
    private const string Endings = "Its endings are endings of files, the same every time";
    private const string Missing = "A missing interpreter is a diagnostic with a remedy";
    private const string Readable = "What the worker may read is absolute, and not everything";
    private const string Verbatim = "The main file's name is handed on as it is";

    public enum Fault
    {
        None,
        HasNoEnding,
        ForgetsTheDot,
        NamesTwoAlike,
        ChangesItsList,
        ChoosesAtRandom,
        WritesALauncher,
        AsksForTheVersion,
        ForgetsTheMainFile,
        PutsTheNameIntoCode,
        TakesTheNameForAnOption,
        TrustsThePath,
        CopiesTheEnvironment,
        ReadsEverything,
        ReadsRelativePaths,
        DescribesWhatIsMissing,
        BreaksOnWhatIsMissing,
        KnowsNoRemedy,
        WritesToTheConsole,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.HasNoEnding, [Endings] },
        { Fault.ForgetsTheDot, [Endings] },
        { Fault.NamesTwoAlike, [Endings] },
        { Fault.ChangesItsList, [Endings] },
        { Fault.ChoosesAtRandom, ["The same program has the same worker"] },
        { Fault.WritesALauncher, [Describing] },
        { Fault.AsksForTheVersion, [Describing] },
        { Fault.ForgetsTheMainFile, [Verbatim] },
        { Fault.PutsTheNameIntoCode, [Verbatim] },
        { Fault.TakesTheNameForAnOption, ["The main file's name is never an option"] },
        { Fault.TrustsThePath, [Absolute, Missing] },
        { Fault.CopiesTheEnvironment, ["The worker gets nothing of the host's environment"] },
        { Fault.ReadsEverything, [Readable] },
        { Fault.ReadsRelativePaths, [Readable] },
        { Fault.DescribesWhatIsMissing, [Missing] },
        { Fault.BreaksOnWhatIsMissing, [Missing] },
        { Fault.KnowsNoRemedy, [Missing] },
        { Fault.WritesToTheConsole, ["It writes nothing to the console"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_runtime_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault) => RuntimeConformance.Checks(new RuntimeSubject(host =>
    {
        host.Processes.Answer("wren", _ => new ProcessResult(0, "0.4", "", TimedOut: false));
        return new Wren(fault, host);
    }));

    private sealed class Wren(Fault fault, FakeHost host) : IRuntime
    {
        private int _readings;

        public IReadOnlyList<string> FileExtensions => fault switch
        {
            Fault.HasNoEnding => [],
            Fault.ForgetsTheDot => ["wren"],
            Fault.NamesTwoAlike => [".wren", ".wren"],
            Fault.ChangesItsList when _readings++ > 0 => [".wren", ".bird"],
            _ => [".wren"],
        };

        public RuntimeWorker DescribeWorker(string folder, string main)
        {
            if (fault == Fault.WritesToTheConsole)
                Console.WriteLine(main);
            if (fault == Fault.WritesALauncher)
                File.WriteAllText(Path.Combine(folder, "launcher"), "");
            if (fault == Fault.AsksForTheVersion)
                host.Processes.RunAsync(new ProcessRequest("wren", ["--version"]), CancellationToken.None).GetAwaiter().GetResult();
            return new RuntimeWorker(Interpreter(), [.. Arguments(main)])
            {
                Environment = fault == Fault.CopiesTheEnvironment
                    ? Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!)
                    : new Dictionary<string, string> { ["LANG"] = "C" },
                ReadablePaths = [fault switch { Fault.ReadsEverything => "/usr/..", Fault.ReadsRelativePaths => "lib", _ => "/usr/lib/wren" }],
            };
        }

        private string Interpreter() => fault switch
        {
            Fault.TrustsThePath => "wren",
            Fault.DescribesWhatIsMissing => host.Processes.Find("wren") ?? "/usr/bin/no-wren-8d1f",
            Fault.BreaksOnWhatIsMissing => host.Processes.Find("wren") ?? throw new FileNotFoundException("wren"),
            _ => host.Processes.Find("wren") ?? throw new DiagnosticException(Diagnostic.Error("TEST001", "there is no wren", fault == Fault.KnowsNoRemedy ? null : "install wren")),
        };

        private IEnumerable<string> Arguments(string main) => fault switch
        {
            Fault.ChoosesAtRandom => [$"--port={Guid.NewGuid()}", $"./{main}"],
            Fault.ForgetsTheMainFile => ["--all"],
            Fault.PutsTheNameIntoCode => ["-e", $"import './{main}'"],
            Fault.TakesTheNameForAnOption => [main],
            _ => [$"./{main}"],
        };
    }
}
