using Foray.Sdk.Diagnostics;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Tests.SiteFiles;

public sealed class PlanTests
{
    [Fact]
    public void The_example_of_OCS_is_read_as_it_is_and_each_of_its_instances_is_accounted_for()
    {
        var file = SiteFile.Read(Example());

        Assert.Empty(file.Diagnostics);
        Assert.Equal((new Uri("http://127.0.0.1:18001/call"), "observatory"), (file.Hub.Http, file.Hub.AddressRoot));
        var plan = Some.Plan(file);
        Assert.Equal(
            ["access-dir LeftOut", "host-manager-1 LeftOut", "fake-data-local Down", "fake-data-access-dir Down", "registry LeftOut", "aggregator-local LeftOut", "influxagent-local LeftOut"],
            plan.Instances.Select(instance => $"{instance.Instance.Id} {instance.Fate}"));
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal(("FORAY239", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("--access-policy", warning.Message, StringComparison.Ordinal);
        Assert.Equal(["fake-data1 Up", "aggregator LeftOut"], Some.Plan(file, "ocs-docker").Instances.Select(instance => $"{instance.Instance.Id} {instance.Fate}"));
    }

    [Fact]
    public void An_instance_that_is_to_stay_down_has_its_section_all_the_same()
    {
        var plan = Some.Plan(Some.File("hosts: { localhost: { agent-instances: [ { agent-class: FakeDataAgent, instance-id: a, manage: down, arguments: [--mode, acq] } ] } }"));

        Assert.Equal(InstanceFate.Down, plan.Instances[0].Fate);
        Assert.NotNull(plan.Instances[0].Options?["mode"]);
    }

    [Fact]
    public void Wrong_arguments_of_one_instance_leave_the_others_alone()
    {
        var plan = Some.Plan(Some.File("""
            hosts: { localhost: { agent-instances: [
              { agent-class: FakeDataAgent, instance-id: a, arguments: [--mode, sleep] },
              { agent-class: FakeDataAgent, instance-id: b, arguments: [--mode, idle] } ] } }
            """));

        Assert.Equal([InstanceFate.LeftOut, InstanceFate.Up], plan.Instances.Select(instance => instance.Fate));
        Assert.Equal(("FORAY128", 2), (Assert.Single(plan.Diagnostics).Code, plan.Diagnostics[0].Place!.Value.Line));
    }

    private static string Example()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, "shared", "compat", "ocs", "default.yaml") is var path && File.Exists(path))
                return path;
        Assert.Skip("shared/compat/ocs/default.yaml is not above the tests");
        return "";
    }
}
