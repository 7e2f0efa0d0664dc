namespace Foray.Sdk.Options;

/// <summary>Marks an option or a plugin that will go away. It works as before, and whoever uses it is warned.</summary>
/// <param name="message">What to do instead, for example <c>use 'image' instead</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = false)]
public sealed class DeprecatedAttribute(string message) : Attribute
{
    /// <summary>What to do instead.</summary>
    public string Message { get; } = message;
}
