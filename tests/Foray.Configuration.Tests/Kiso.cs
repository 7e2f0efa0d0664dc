using System.Text;
using Foray.Configuration.Checking;
using Foray.Configuration.Documents;
using Foray.Plugins.Catalog;
using Foray.Plugins.Schemas;
using Foray.Plugins.Settings;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Tests;

/// <summary>A file schema like that of experiments, and the plugins of the fixture.</summary>
internal static class Kiso
{
    public static readonly PluginCatalog Catalog = WithSettings(new PluginSettings());

    public static readonly PluginCatalog NoPlugins = CatalogBuilder.FromAssemblies([], new PluginSettings());

    public static readonly FileSchema Schema = new("An experiment.",
        [
            new OptionProperty("name", "Name of the experiment.", new ValueSchema(ValueType.String) { MinimumLength = 1 }) { Required = true },
            new OptionProperty("description", "What it is about.", new ValueSchema(ValueType.String)),
            new OptionProperty("variables", "Variables of the whole file.", new ValueSchema(ValueType.Map) { Items = new ValueSchema(ValueType.Variable) }),
        ],
        [
            new FileSection("sites", "site", SectionForm.KindList, "Where the machines are.") { Required = true, MinimumItems = 1, DefinesMachines = true },
            new FileSection("software", "software", SectionForm.NameMap, "What is installed on them."),
            new FileSection("deployment", "deployment", SectionForm.NameMap, "What runs on them."),
            new FileSection("experiments", "experiment", SectionForm.KindList, "What is done.")
            {
                Required = true, MinimumItems = 1, HasUniqueNames = true, LocalVariableKeys = ["matrix", "variables"], LocalVariables = ["case", "machine"],
            },
        ]);

    public static string AssemblyPath => Path.Combine(AppContext.BaseDirectory, "Foray.Fixtures.Kiso.dll");

    public static PluginCatalog WithSettings(PluginSettings settings) => CatalogBuilder.FromAssemblies([AssemblyPath], settings);

    public static OptionsSchema Options(string kind, string name) => Catalog.Find(kind, name, out _)!.ReadSchema();

    public static CheckOptions Environment(params (string Name, string Value)[] variables) => new("/nowhere")
    {
        HasTool = static _ => true,
        Environment = name => Array.Find(variables, variable => variable.Name == name).Value,
    };

    public static CheckedFile Check(string yaml, CheckOptions? options = null, PluginCatalog? catalog = null) =>
        FileChecker.Check(YamlReader.ReadBytes(Encoding.UTF8.GetBytes(yaml), "experiment.yml"), Schema, catalog ?? Catalog, options ?? Environment());

    /// <summary>A valid file with one site of two machines; sections can be added.</summary>
    public static string File(string more = "", string scripts = "") => $"""
        name: demo
        sites:
          - kind: local
            resources:
              machines:
                - labels: [worker, fast]
                  number: 2
                - labels: [boss]
        experiments:
          - kind: shell
            name: first
            scripts:
              - labels: [worker]
                script: echo hello
        {scripts}
        {more}
        """;
}
