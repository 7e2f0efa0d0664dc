using Foray.Engines.Jobs;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Jobs;

namespace Foray.Engines.Tests.Jobs;

public sealed class JobPlanTests : IDisposable
{
    private readonly Trial _trial = new("m1", "m2");

    public void Dispose() => _trial.Dispose();

    [Fact]
    public void Each_test_is_a_case_on_whichever_machine_is_free()
    {
        _trial.Add("b", new Runnable("tap", "b.t") { Name = "second" });

        var plan = _trial.Plan();

        Assert.Equal(["a", "second"], plan.Select(test => test.Name));
        Assert.All(plan, test => Assert.True(test.AnyMachine));
        Assert.All(plan, test => Assert.Equal(["m1", "m2"], test.Machines));
    }

    [Fact]
    public void Everywhere_is_each_test_on_each_machine()
    {
        _trial.Options = _trial.Options with { Everywhere = true };
        Assert.False(Assert.Single(_trial.Plan()).AnyMachine);
    }

    [Fact]
    public void Each_combination_of_the_variants_is_a_case_with_its_parameters()
    {
        _trial.Options = _trial.Options with { Variants = new Dictionary<string, IReadOnlyList<ScalarValue>> { ["n"] = [new("1"), new("2")], ["to"] = [new("x")] } };

        var plan = _trial.Plan();

        Assert.Equal(["a;n=1,to=x", "a;n=2,to=x"], plan.Select(test => test.Name));
        Assert.Equal("2", plan[1].Parameters["n"]);
        Assert.NotEqual(plan[0].ContentFor(null), plan[1].ContentFor(null));
    }

    [Fact]
    public void What_a_test_is_decides_whether_it_is_run_again_and_how_it_is_run_does_not()
    {
        var before = _trial.Content();
        _trial.Options = _trial.Options with { Timeout = TimeSpan.FromSeconds(1), Retries = 3, Parallel = 4, Grace = TimeSpan.FromSeconds(1), Description = "another" };
        Assert.Equal(before, _trial.Content());

        _trial.Options = _trial.Options with { Environment = new Dictionary<string, Variable> { ["LEVEL"] = new("1") } };
        var withVariable = _trial.Content();
        _trial.Bench.Tests["a"] = [new Runnable("exec-test", "a") { Arguments = ["more"] }];
        Assert.Equal(3, new[] { before, withVariable, _trial.Content() }.Distinct().Count());
    }

    [Theory]
    [InlineData("test.sh", "test.sh")]
    [InlineData("bin/Some.Tests.dll", "bin")]
    [InlineData("Some.Tests.csproj", ".")]
    public void A_test_whose_file_has_changed_is_run_again(string uri, string hashed)
    {
        var folder = Directory.CreateTempSubdirectory("foray-job-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "bin"));
        File.WriteAllText(Path.Combine(folder.FullName, uri), "");
        using var trial = new Trial { Folder = folder.FullName };
        trial.Bench.Tests["a"] = [new Runnable("any", uri)];
        trial.Hashes[hashed] = "one";
        var before = trial.Content();
        trial.Hashes[hashed] = "two";

        Assert.NotEqual(before, trial.Content());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_test_whose_required_file_has_changed_is_run_again()
    {
        var folder = Directory.CreateTempSubdirectory("foray-job-");
        File.WriteAllText(Path.Combine(folder.FullName, "data"), "");
        using var trial = new Trial { Folder = folder.FullName };
        trial.Bench.Tests["a"] = [new Runnable("exec-test", "/no/such/file") { Requirements = [new TestRequirement(TestRequirementKind.File, "data")] }];
        trial.Hashes["data"] = "one";
        var before = trial.Content();
        trial.Hashes["data"] = "two";

        Assert.NotEqual(before, trial.Content());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Two_tests_of_one_name_are_refused()
    {
        _trial.Add("other", new Runnable("exec-test", "a"));
        Assert.Equal("FORAY222", Assert.Single(Assert.Throws<DiagnosticException>(_trial.Plan).Diagnostics).Code);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        _trial.Options = _trial.Options with
        {
            Tests = ["missing", "gone"],
            Environment = new Dictionary<string, Variable> { ["no name"] = new("x") },
        };
        Assert.Equal(["FORAY253", "FORAY221", "FORAY221"], Assert.Throws<DiagnosticException>(_trial.Plan).Diagnostics.Select(problem => problem.Code));
    }

    [Fact]
    public async Task References_that_lead_nowhere_are_told_with_their_places()
    {
        var bench = new FakeTestBench();
        bench.Tests["there"] = [new Runnable("noop", "")];
        using var host = new FakeHost();
        host.Add<ITestBench>(bench);
        var options = PluginUnderTest.Section("""
            {
              "name": "trial", "labels": ["all"],
              "tests": ["there",
                "missing"]
            }
            """);
        var context = new FakeCheckContext(options, new PlannedMachine("m1", "local", ["all"]));

        await PluginUnderTest.Create<JobExperiment>(options, host).CheckAsync(context, TestContext.Current.CancellationToken);

        var problem = Assert.Single(context.Diagnostics);
        Assert.Equal("FORAY221", problem.Code);
        Assert.Contains("'missing' leads to no test", problem.Message, StringComparison.Ordinal);
        Assert.Equal(((Foray.Sdk.Documents.SequenceNode)options["tests"]!).Items[1].Place, problem.Place);
    }
}
