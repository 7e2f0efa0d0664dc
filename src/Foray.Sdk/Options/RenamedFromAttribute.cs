namespace Foray.Sdk.Options;

/// <summary>Declares a key that an option had before. It is still read, with a warning that tells the present one.</summary>
/// <param name="key">The former key as users wrote it, in snake_case.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class RenamedFromAttribute(string key) : Attribute
{
    /// <summary>The former key.</summary>
    public string Key { get; } = key;
}
