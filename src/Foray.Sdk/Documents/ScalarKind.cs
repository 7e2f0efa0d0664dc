namespace Foray.Sdk.Documents;

/// <summary>What a scalar is under YAML 1.2's core schema. A quoted or block scalar is always <see cref="Text"/>.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or exponent.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Empty, <c>~</c> or <c>null</c>.</summary>
    Null,
}
