namespace Foray.Sdk.Plugins;

/// <summary>Marks a plugin of kind <c>command</c> whose options are added to a subcommand that there is already, instead of being a subcommand of its own.</summary>
/// <param name="command">Name of the subcommand, for example <c>run</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExtendsCommandAttribute(string command) : Attribute
{
    /// <summary>Name of the subcommand.</summary>
    public string Command { get; } = command;
}
