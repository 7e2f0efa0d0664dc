using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Shell;

public class ContentTests
{
    private static readonly ScriptedMachine A = new("a", "all", "left");
    private static readonly ScriptedMachine B = new("b", "all", "right");

    [Fact]
    public void What_changes_no_result_is_not_part_of_it()
    {
        var same = Some.Options with
        {
            Name = "renamed",
            Description = "what for",
            Timeout = TimeSpan.FromSeconds(5),
            Retries = 3,
            Parallel = 4,
            Scripts = [Some.Options.Scripts[0] with { Labels = Some.Labels("left") }],
        };
        Assert.Equal(ContentOnA(Some.Options), ContentOnA(same));
    }

    public static TheoryData<string, ShellOptions> Changes => new()
    {
        { "script", Some.Options with { Scripts = [Some.Script("all", "false")] } },
        { "interpreter", Some.Options with { Scripts = [Some.Script("all") with { Executable = "/bin/sh" }] } },
        { "another script", Some.Options with { Scripts = [Some.Script("all"), Some.Script("left")] } },
        { "variable", Some.Options with { Variables = new Dictionary<string, Variable> { ["a"] = new("1") } } },
        { "input", Some.Options with { Inputs = [new ShellInput { Src = new InputPath("x") }] } },
        { "whole folder", Some.Options with { Inputs = null } },
        { "output", Some.Options with { Outputs = [new ShellOutput { Src = "x" }] } },
        { "limit", Some.Options with { Limits = new ShellLimits { OpenFiles = 10 } } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void What_changes_a_result_is_part_of_it(string what, ShellOptions options) =>
        Assert.False(ContentOnA(Some.Options) == ContentOnA(options), what);

    [Fact]
    public void What_belongs_to_another_machine_is_not_part_of_it()
    {
        var options = Some.Options with
        {
            Scripts = [Some.Script("all"), Some.Script("right")],
            Inputs = [new ShellInput { Labels = Some.Labels("right"), Src = new InputPath("x") }],
            Outputs = [new ShellOutput { Labels = Some.Labels("right"), Src = "x" }],
        };
        Assert.Equal(ContentOnA(Some.Options), ContentOnA(options));
    }

    [Fact]
    public void A_changed_input_changes_it()
    {
        var options = Some.Options with { Inputs = [new ShellInput { Src = new InputPath("x") }] };
        var context = new FakePlanContext(A, B);
        context.Hashes["x"] = "other";
        Assert.NotEqual(ContentOnA(options), Content(options, context));
    }

    [Fact]
    public void Of_a_secret_only_its_source_is_part_of_it()
    {
        var context = new FakePlanContext(A, B);
        context.FileVariables["token"] = new Variable("hunter2", IsSecret: true);
        Assert.DoesNotContain("hunter2", Content(Some.Options, context), StringComparison.Ordinal);
        Assert.Contains("token", Content(Some.Options, context), StringComparison.Ordinal);
    }

    [Fact]
    public void On_any_machine_the_choice_of_machines_for_an_input_is_part_of_it()
    {
        ShellOptions With(string label) => Some.Options with
        {
            RunOn = MachineChoice.Any,
            Inputs = [new ShellInput { Labels = Some.Labels(label), Src = new InputPath("x") }],
        };
        Assert.NotEqual(Any(With("left")), Any(With("right")));

        static string Any(ShellOptions options) => Some.Plan(options, A, B)[0].ContentFor(null);
    }

    private static string ContentOnA(ShellOptions options) => Content(options, new FakePlanContext(A, B));

    private static string Content(ShellOptions options, FakePlanContext context) =>
        new ShellExperiment(options, TimeProvider.System).Plan(context)[0].ContentFor("a");
}
