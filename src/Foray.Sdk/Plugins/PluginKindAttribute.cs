namespace Foray.Sdk.Plugins;

/// <summary>Marks an interface as a kind of plugin.</summary>
/// <param name="name">Name of the kind, in snake_case, as users write and read it.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class PluginKindAttribute(string name) : Attribute
{
    /// <summary>Name of the kind.</summary>
    public string Name { get; } = name;
}
