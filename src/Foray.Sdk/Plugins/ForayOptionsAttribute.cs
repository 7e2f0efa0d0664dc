namespace Foray.Sdk.Plugins;

/// <summary>The schema of one options record, written by the generator. Authors do not write it.</summary>
/// <param name="type">Full name of the record.</param>
/// <param name="schema">The schema as JSON; the format is documented in the manifest reference.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ForayOptionsAttribute(string type, string schema) : Attribute
{
    /// <summary>Full name of the record.</summary>
    public string Type { get; } = type;

    /// <summary>The schema as JSON.</summary>
    public string Schema { get; } = schema;
}
