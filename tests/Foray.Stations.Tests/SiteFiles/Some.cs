using Foray.Configuration.Documents;
using Foray.Plugins;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Stations.SiteFiles;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Stations.Tests.SiteFiles;

/// <summary>Site files, and agents that are installed.</summary>
internal static class Some
{
    /// <summary>The options of the agent <c>FakeDataAgent</c>, and some of other types.</summary>
    public static readonly OptionsSchema FakeData = new("Makes data up.",
    [
        new OptionProperty("mode", "What it does first.", new ValueSchema(ValueType.Enum) { Values = ["idle", "acq"] }),
        new OptionProperty("num_channels", "Number of channels.", new ValueSchema(ValueType.Integer) { Minimum = 1 }) { RenamedFrom = ["channels"] },
        new OptionProperty("sample_rate", "Samples a second.", new ValueSchema(ValueType.Number)),
        new OptionProperty("frame_length", "Seconds of a frame.", new ValueSchema(ValueType.Number)),
        new OptionProperty("offset", "Added to each sample.", new ValueSchema(ValueType.Number)),
        new OptionProperty("title", "For people.", new ValueSchema(ValueType.String)),
        new OptionProperty("quiet", "Says nothing.", new ValueSchema(ValueType.Boolean)),
        new OptionProperty("tags", "Names.", new ValueSchema(ValueType.List) { Items = new ValueSchema(ValueType.String) }),
    ]);

    public static SiteFile File(string text, string path = "site.yaml") =>
        new SiteFileReader().Read(YamlReader.ReadBytes(System.Text.Encoding.UTF8.GetBytes(text), path));

    /// <summary>A file with one instance of FakeDataAgent, whose arguments are the text.</summary>
    public static SiteFile WithArguments(string arguments) =>
        File($"hosts: {{ localhost: {{ agent-instances: [ {{ agent-class: FakeDataAgent, instance-id: fake, arguments: {arguments} }} ] }} }}");

    public static HostPlan Plan(SiteFile file, string host = "localhost") => HostPlan.Of(file.HostFor(host, "nowhere"), Find);

    /// <summary>Installed are FakeDataAgent, and BarebonesAgent twice.</summary>
    public static OptionsSchema? Find(string agentClass, out Diagnostic? problem)
    {
        problem = agentClass switch
        {
            "FakeDataAgent" => null,
            "BarebonesAgent" => Diagnostic.Error(PluginCodes.Ambiguous, "the agent 'BarebonesAgent' is in several packages: A, B", "write 'A:BarebonesAgent'"),
            _ => Diagnostic.Error(PluginCodes.Unknown, $"there is no agent '{agentClass}'", "installed: FakeDataAgent"),
        };
        return problem is null ? FakeData : null;
    }
}
