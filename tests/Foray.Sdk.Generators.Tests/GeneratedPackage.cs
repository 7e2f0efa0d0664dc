using System.Runtime.Loader;
using System.Text.Json.Nodes;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Tests;

/// <summary>A compiled snippet with its manifest.</summary>
internal sealed class GeneratedPackage(Compilation compilation)
{
    public JsonObject Index => JsonNode.Parse(Texts("ForayManifestAttribute").Single()[^1]!)!.AsObject();

    public IReadOnlyList<string> OptionTypes => [.. Texts("ForayOptionsAttribute").Select(arguments => arguments[0]!)];

    public JsonObject Options(string type) =>
        JsonNode.Parse(Texts("ForayOptionsAttribute").Single(arguments => arguments[0] == type)[1]!)!.AsObject();

    /// <summary>Loads the package as a host does and makes a plugin from a section written as JSON.</summary>
    public object Create(string plugin, string section, IServiceProvider? services = null)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var assembly = new AssemblyLoadContext(plugin, isCollectible: true).LoadFromStream(image);
        var entry = Index["plugins"]!.AsArray().Single(entry => (string?)entry!["name"] == plugin)!;
        var factory = (IPluginFactory)Activator.CreateInstance(assembly.GetType((string)entry["factory"]!, throwOnError: true)!)!;
        var made = factory.Create((MappingNode)DocumentJson.Read(section, "music.yaml"), services ?? new Services());
        Assert.Equal((string?)entry["type"], made.GetType().FullName);
        return made;
    }

    private IEnumerable<string?[]> Texts(string attribute) => compilation.Assembly.GetAttributes()
        .Where(candidate => candidate.AttributeClass!.Name == attribute)
        .Select(candidate => candidate.ConstructorArguments.Select(argument => argument.Value?.ToString()).ToArray());
}
