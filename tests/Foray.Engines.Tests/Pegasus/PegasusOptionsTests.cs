using Foray.Engines.Pegasus;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Pegasus;

public sealed class PegasusOptionsTests
{
    private static readonly PlannedMachine[] Machines = [new("head", "ssh", ["head", "all"]), new("login", "ssh", ["login", "all"]), new("alone", "ssh", ["alone", "all"])];

    [Theory]
    [InlineData("bin/main.sh", true)]
    [InlineData("workflow.py", true)]
    [InlineData("./run", true)]
    [InlineData("make", false)]
    [InlineData("/opt/run.sh", false)]
    [InlineData("~/run.sh", false)]
    [InlineData("bash bin/main.sh", false)]
    [InlineData("./run.sh\n", false)]
    public void A_path_is_told_from_the_text_of_a_script(string main, bool isPath) => Assert.Equal(isPath, MainScript.IsPath(main));

    [Fact]
    public async Task A_main_that_is_not_there_is_a_warning_of_the_check_and_an_error_of_the_plan()
    {
        var warning = Assert.Single(await CheckAsync(new { main = "bin/main.sh" }));
        var error = Assert.Throws<DiagnosticException>(() => Plan(Some.Workflow with { Main = "bin/main.sh" }));

        Assert.Equal(("FORAY268", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Equal(("FORAY268", Severity.Error), (error.Diagnostics[0].Code, error.Diagnostics[0].Severity));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-2")]
    [InlineData("")]
    public async Task A_timeout_is_a_duration_or_minus_one(string timeout)
    {
        Assert.Equal("FORAY269", Assert.Single(await CheckAsync(new { main = "true", timeout })).Code);
        foreach (var good in (string[])["-1", "600", "10m"])
            Assert.Empty(await CheckAsync(new { main = "true", timeout = good }));
    }

    [Theory]
    [InlineData("login", true)]
    [InlineData("alone", true)]
    [InlineData("head", false)]
    public async Task What_submits_has_to_be_a_node_that_can_where_the_file_deploys_HTCondor(string label, bool isFine)
    {
        var problems = await CheckAsync(new { main = "true" }, label, Section("central-manager", "head"), Section("submit", "login"), Section("personal", "alone"));

        Assert.Equal(isFine ? [] : ["FORAY267"], problems.Select(problem => problem.Code));
        Assert.All(problems, problem => Assert.Contains("'head'", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_file_deploys_none_the_machines_have_their_own() =>
        Assert.Empty(await CheckAsync(new { main = "true" }, "head", new PluginSection("slurm", Section("submit", "login").Section)));

    [Fact]
    public void A_case_runs_from_the_first_machine_of_the_labels_as_often_as_it_is_counted()
    {
        var plan = Plan(Some.Workflow with { Count = 2 });

        Assert.Equal(["repeat=1", "repeat=2"], plan.Select(work => work.Name));
        Assert.All(plan, work => Assert.Equal(["first"], work.Machines));
    }

    [Fact]
    public void Scripts_and_files_of_all_machines_change_a_case_and_waiting_does_not()
    {
        var setup = new PegasusScript { Labels = Some.Labels("other"), Script = "true" };
        Assert.NotEqual(Content(Some.Workflow), Content(Some.Workflow with { Main = "false" }));
        Assert.NotEqual(Content(Some.Workflow), Content(Some.Workflow with { Setup = [setup] }));
        Assert.NotEqual(Content(Some.Workflow), Content(Some.Workflow with { Inputs = [new PegasusInput { Src = new("data"), Labels = Some.Labels("other") }] }));
        Assert.Equal(Content(Some.Workflow), Content(Some.Workflow with { Timeout = "-1", PollInterval = TimeSpan.FromSeconds(9), Description = "x" }));
    }

    [Fact]
    public void A_path_that_leads_out_of_the_folder_is_refused() => Assert.Contains(
        "FORAY254", Assert.Throws<DiagnosticException>(() => Plan(Some.Workflow with { Main = "../main.sh" })).Diagnostics.Select(problem => problem.Code));

    private static string Content(PegasusOptions options) => Plan(options)[0].ContentFor("first");

    private static IReadOnlyList<CasePlan> Plan(PegasusOptions options) =>
        new PegasusExperiment(options, TimeProvider.System).Plan(new FakePlanContext(new ScriptedMachine("first", "submit"), new ScriptedMachine("second", "submit", "other")));

    private static PluginSection Section(string kind, string label) => new("htcondor", PluginUnderTest.Section(new { kind, labels = new[] { label } }));

    private static async Task<IReadOnlyCollection<Diagnostic>> CheckAsync(object given, string label = "login", params PluginSection[] deployments)
    {
        var options = new Dictionary<string, object?> { ["name"] = "trial", ["submit_node_labels"] = new[] { label } };
        foreach (var property in given.GetType().GetProperties())
            options[property.Name] = property.GetValue(given);
        var context = new FakeCheckContext(options, Machines) { OtherKinds = new Dictionary<string, IReadOnlyList<PluginSection>> { ["deployment"] = deployments } };
        await PluginUnderTest.Create<PegasusExperiment>(options).CheckAsync(context, TestContext.Current.CancellationToken);
        return context.Diagnostics;
    }
}
