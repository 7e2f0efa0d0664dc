using CsCheck;
using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Shell;

public class PlanTests
{
    private static readonly ScriptedMachine A = new("a", "all", "left");
    private static readonly ScriptedMachine B = new("b", "all", "right");

    [Fact]
    public void A_case_runs_on_every_machine_of_any_script()
    {
        var plan = Assert.Single(Some.Plan(Some.Options with { Scripts = [Some.Script("right"), Some.Script("left")] }, A, B));
        Assert.Equal(["b", "a"], plan.Machines);
        Assert.False(plan.AnyMachine);
    }

    [Fact]
    public void Any_chooses_among_the_machines_that_can_run_all_scripts()
    {
        var plan = Assert.Single(Some.Plan(Some.Options with { Scripts = [Some.Script("all"), Some.Script("left")], RunOn = MachineChoice.Any }, A, B));
        Assert.Equal(["a"], plan.Machines);
        Assert.True(plan.AnyMachine);
    }

    [Fact]
    public void Any_without_a_machine_for_all_scripts_is_refused()
    {
        var options = Some.Options with { Scripts = [Some.Script("left"), Some.Script("right")], RunOn = MachineChoice.Any };
        Assert.Equal(["FORAY251"], Refused(options));
    }

    [Fact]
    public void Too_many_cases_are_refused() =>
        Assert.Equal(["FORAY252"], Refused(Some.Options with
        {
            Matrix = new Dictionary<string, IReadOnlyList<ScalarValue>> { ["a"] = Values(400), ["b"] = Values(400) },
        }));

    [Fact]
    public void All_names_that_cannot_be_environment_variables_are_refused_at_once() =>
        Assert.Equal(["FORAY253", "FORAY253", "FORAY253"], Refused(Some.Options with
        {
            Matrix = Some.Matrix("1st", "x"),
            Variables = new Dictionary<string, Variable> { ["my-name"] = new("x"), ["FORAY_CASE"] = new("x"), ["_ok1"] = new("x") },
        }));

    [Fact]
    public void Paths_that_leave_their_folder_are_refused() =>
        Assert.Equal(["FORAY254", "FORAY254", "FORAY254"], Refused(Some.Options with
        {
            Inputs = [new ShellInput { Src = new InputPath("../x"), Dst = "../x" }],
            Outputs = [new ShellOutput { Src = "x", Dst = "a/../../x" }, new ShellOutput { Src = "../x" }, new ShellOutput { Src = "/a/../x" }],
        }));

    [Fact]
    public void An_output_without_a_name_needs_a_destination()
    {
        Assert.Equal(["FORAY254"], Refused(Some.Options with { Outputs = [new ShellOutput { Src = "/a/.." }] }));
        Assert.Single(Some.Plan(Some.Options with { Outputs = [new ShellOutput { Src = "/a/..", Dst = "all" }] }, A, B));
    }

    [Fact]
    public void Script_names_are_folders_and_differ() =>
        Assert.Equal(["FORAY255", "FORAY255"], Refused(Some.Options with
        {
            Scripts = [Some.Script("all", name: "script-2"), Some.Script("all"), Some.Script("all", name: "a/b")],
        }));

    [Fact]
    public void Values_that_do_not_make_different_cases_are_refused()
    {
        Assert.Equal(["FORAY256"], Refused(Some.Options with { Matrix = Some.Matrix("a") }));
        Assert.Equal(["FORAY256"], Refused(Some.Options with { Matrix = Some.Matrix("a", "x", "x") }));
        Assert.Equal(["FORAY256"], Refused(Some.Options with
        {
            Matrix = new Dictionary<string, IReadOnlyList<ScalarValue>>
            {
                ["a"] = [new ScalarValue("1"), new ScalarValue("1,b=2")],
                ["b"] = [new ScalarValue("2,b=3"), new ScalarValue("3")],
            },
        }));
    }

    [Fact]
    public void Each_machine_needs_the_interpreters_of_its_scripts_once()
    {
        var options = Some.Options with
        {
            Scripts = [Some.Script("all"), Some.Script("all"), Some.Script("left") with { Executable = "python3" }],
        };
        var tools = new ShellExperiment(options, TimeProvider.System).RequiredTools(new FakePlanContext(A, B));
        Assert.Equal(["/bin/bash", "python3"], tools["a"]);
        Assert.Equal(["/bin/bash"], tools["b"]);
    }

    [Fact]
    public void Every_combination_is_a_case_with_a_name_and_content_of_its_own() =>
        (from values in Gen.String[Gen.Char.AlphaNumeric, 1, 5].HashSet[1, 5]
         from repeat in Gen.Int[1, 4]
         select (values, repeat)).Sample(sample =>
        {
            var plan = Some.Plan(Some.Options with { Matrix = Some.Matrix("p", [.. sample.values]), Repeat = sample.repeat }, A);
            Assert.Equal(sample.values.Count * sample.repeat, plan.Count);
            Assert.Distinct(plan.Select(work => work.Name));
            Assert.Distinct(plan.Select(work => work.ContentFor("a")));
        });

    private static string[] Refused(ShellOptions options) =>
        [.. Assert.Throws<DiagnosticException>(() => Some.Plan(options, A, B)).Diagnostics.Select(diagnostic => diagnostic.Code)];

    private static ScalarValue[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => new ScalarValue($"{i}"))];
}
