namespace Foray.Sdk.Plugins;

/// <summary>Marks a class as a plugin of the kind whose interface it implements.</summary>
/// <remarks>
/// The class needs one public constructor. Its parameters are the plugin's options record, if it has options, and services of the Sdk
/// (<see cref="Microsoft.Extensions.Logging.ILogger"/>, <see cref="TimeProvider"/>, <see cref="Foray.Sdk.Consoles.IConsole"/>,
/// <see cref="Foray.Sdk.Processes.IProcesses"/>), in any order.
/// </remarks>
/// <param name="name">Name of the plugin as users write it: lower case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginAttribute(string name) : Attribute
{
    /// <summary>Name of the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for lists and help. Default: the summary of the class's doc comment.</summary>
    public string? Description { get; set; }

    /// <summary>Who wrote it. Default: the authors of the package.</summary>
    public string? Author { get; set; }

    /// <summary>What the host may count on before loading the plugin; see <see cref="PluginCapabilities"/>. Default: none.</summary>
    public string[] Capabilities { get; set; } = [];
}
