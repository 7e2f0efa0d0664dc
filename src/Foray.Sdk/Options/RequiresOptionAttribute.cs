namespace Foray.Sdk.Options;

/// <summary>Declares that one option makes sense only together with another.</summary>
/// <param name="option">Name of the property that needs the other one.</param>
/// <param name="required">Name of the property that must be given with it.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequiresOptionAttribute(string option, string required) : Attribute
{
    /// <summary>Name of the property that needs the other one.</summary>
    public string Option { get; } = option;

    /// <summary>Name of the property that must be given with it.</summary>
    public string Required { get; } = required;
}
