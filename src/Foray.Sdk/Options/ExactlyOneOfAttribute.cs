namespace Foray.Sdk.Options;

/// <summary>Options of a record of which exactly one is given.</summary>
/// <param name="options">Names of the record's properties; two or more.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExactlyOneOfAttribute(params string[] options) : Attribute
{
    /// <summary>Names of the record's properties.</summary>
    public IReadOnlyList<string> Options { get; } = options;
}
