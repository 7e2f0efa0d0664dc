namespace Foray.Sdk.Plugins;

/// <summary>Declares a program that a plugin runs. Where it is missing, <c>check</c> warns and <c>up</c> fails before it does anything.</summary>
/// <param name="program">Name of the program, as found on <c>PATH</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequiresToolAttribute(string program) : Attribute
{
    /// <summary>Name of the program.</summary>
    public string Program { get; } = program;

    /// <summary>How to get it, in one sentence.</summary>
    public string? Remedy { get; set; }
}
