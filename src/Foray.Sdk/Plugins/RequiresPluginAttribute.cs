namespace Foray.Sdk.Plugins;

/// <summary>Declares that a plugin needs another one.</summary>
/// <param name="kind">Kind of the other plugin.</param>
/// <param name="name">Its name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequiresPluginAttribute(string kind, string name) : Attribute
{
    /// <summary>Kind of the other plugin.</summary>
    public string Kind { get; } = kind;

    /// <summary>Name of the other plugin.</summary>
    public string Name { get; } = name;

    /// <summary>Range of versions in NuGet's notation, for example <c>[1.2,2.0)</c>. Default: any.</summary>
    public string? Versions { get; set; }
}
