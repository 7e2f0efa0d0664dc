using System.Text.RegularExpressions;
using Foray.Runners.DotNet;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.DotNet;

public sealed partial class DotNetTestRunnerTests
{
    private const string Samples = "Foray.Runners.Tests.DotNet.SampleTests";

    // Stands in for dotnet, whose start takes longer than the checks have.
    private const string FakeDotNet = """
        for argument; do last=$argument; done
        case $last in
          pass) sleep 0.5; echo "=== TEST EXECUTION SUMMARY ==="; echo "   a  Total: 1, Errors: 0, Failed: 0, Skipped: 0" ;;
          fail) echo "=== TEST EXECUTION SUMMARY ==="; echo "   a  Total: 1, Errors: 0, Failed: 1, Skipped: 0"; exit 1 ;;
          none) echo "a.cs(1,2): error CS0001: it is broken [a.csproj]"; exit 1 ;;
          *) exec sleep 86400 ;;
        esac
        """;

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. RunnerConformance.Checks(new RunnerSubject(host => PluginUnderTest.Create<DotNetTestRunner>(null, host))
        {
            Prepare = machine => machine.AddProgram("dotnet", FakeDotNet),
            PrepareFolder = folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder, "built", "deeper"));
                foreach (var name in (string[])["a.dll", "a.runtimeconfig.json", "deeper/b.dll"])
                    File.WriteAllText(Path.Combine(folder, "built", name), "");
            },
            Passing = new Runnable("dotnet-test", "built/a.dll") { Arguments = ["pass"] },
            Failing = new Runnable("dotnet-test", "built/a.dll") { Arguments = ["fail"] },
            Wrong = new Runnable("dotnet-test", "built/a.dll") { Arguments = ["none"] },
            Endless = new Runnable("dotnet-test", "built/a.dll") { Arguments = ["endless"] },
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(DotNetTestRunner))),
    ];

    private static DotNetTestRunner Runner => PluginUnderTest.Create<DotNetTestRunner>();

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    public static TheoryData<bool> Machines => [true, false];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task An_assembly_is_run_where_the_machine_finds_it(bool sharesFiles)
    {
        await using var bench = new TestBench(sharesFiles);

        var outcome = await bench.RunAsync(Runner, Sample("One_that_passes", "One_that_fails", "One_that_finds_a_variable"));

        Assert.Equal(new TestOutcome(TestStatus.Fail, $"1 of 3 failed: '{Samples}.One_that_fails'"), outcome);
    }

    [Fact]
    public async Task A_program_that_dies_fails_and_says_how()
    {
        await using var bench = new TestBench();

        Assert.Equal(
            new TestOutcome(TestStatus.Fail, "ended by signal 6 (SIGABRT) before it told how many tests ran"),
            await bench.RunAsync(Runner, Sample("One_that_kills_its_program")));
    }

    [Fact]
    public async Task Progress_tells_how_many_tests_there_were()
    {
        await using var bench = new TestBench();
        using var context = bench.Context();

        await Runner.RunAsync(Sample("One_that_passes"), context, TestContext.Current.CancellationToken);

        Assert.Equal(["runs the tests of the assembly", "1 tests, 0 failed, 0 skipped"], context.Reports);
    }

    [Fact]
    public async Task A_project_is_built_and_run_and_no_server_of_the_build_stays()
    {
        await using var bench = new TestBench();
        bench.Write("p/Some.Tests.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3" Version="{XunitVersion()}" />
              </ItemGroup>
            </Project>
            """);
        bench.Write("p/T.cs", "public class T { [Xunit.Fact] public void Good() { } [Xunit.Fact] public void Bad() => Xunit.Assert.Fail(\"\"); }");

        var outcome = await bench.RunAsync(Runner, new Runnable("dotnet-test", "p/Some.Tests.csproj") { Environment = OwnHome() });

        Assert.Equal(new TestOutcome(TestStatus.Fail, "1 of 2 failed: 'T.Bad'"), outcome);
        Assert.Empty(bench.Machine.FindProcesses());
    }

    [Fact]
    public async Task A_project_is_given_to_dotnet_test_as_global_json_wants_it()
    {
        await using var bench = new TestBench();
        bench.Machine.AddProgram("dotnet", "echo \"$*\" >>calls; echo 'Test run summary: x'; echo '  total: 1'");
        bench.Write("A.Tests.csproj", "<Project />");
        var test = new Runnable("dotnet-test", "A.Tests.csproj") { Arguments = ["--x"] };

        Assert.Equal(TestStatus.Pass, (await bench.RunAsync(Runner, test)).Status);
        bench.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" }, /* and more */ }""");
        Assert.Equal(TestStatus.Pass, (await bench.RunAsync(Runner, test)).Status);

        Assert.Equal(
            [$"test {bench.Folder}/A.Tests.csproj --x", $"test --project {bench.Folder}/A.Tests.csproj --x"],
            await File.ReadAllLinesAsync(Path.Combine(bench.Folder, "calls"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("A.Tests.csproj", "a project can be built on this computer alone; for machine 'm1', name the assembly that it is built to")]
    [InlineData("a.txt", "'a.txt' is neither a test project nor an assembly")]
    [InlineData("missing.dll", "there is no file 'missing.dll'")]
    [InlineData("", "there is no file ''")]
    [InlineData("a.dll", "there is no program 'dotnet' on machine 'm1'")]
    public async Task What_cannot_be_run_is_an_error_that_says_why(string uri, string reason)
    {
        await using var bench = new TestBench(sharesFiles: false);
        bench.Machine.RemoveProgram("dotnet");
        bench.Write("A.Tests.csproj", "<Project />");
        bench.Write("a.txt", "");
        bench.Write("a.dll", "");

        Assert.Equal(new TestOutcome(TestStatus.Error, reason), await bench.RunAsync(Runner, new Runnable("dotnet-test", uri)));
    }

    private static Runnable Sample(params string[] methods) => new("dotnet-test", typeof(SampleTests).Assembly.Location)
    {
        Arguments = ["-explicit", "only", .. methods.SelectMany(method => new[] { "-method", $"{Samples}.{method}" })],
        Parameters = new Dictionary<string, string> { ["COLOUR"] = "deep red" },
        Environment = new Dictionary<string, string> { ["DOTNET_DbgEnableMiniDump"] = "0" },
    };

    // The packages that this very project was built with are there.
    private static Dictionary<string, string> OwnHome() => new() { ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) };

    private static string XunitVersion()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Directory.Packages.props")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return Version().Match(File.ReadAllText(Path.Combine(folder, "Directory.Packages.props"))).Groups[1].Value;
    }

    [GeneratedRegex("Include=\"xunit.v3\" Version=\"([^\"]+)\"")]
    private static partial Regex Version();
}
