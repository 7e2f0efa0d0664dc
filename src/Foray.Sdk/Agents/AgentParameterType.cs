namespace Foray.Sdk.Agents;

/// <summary>What a parameter of an operation is, in terms of JSON.</summary>
public enum AgentParameterType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number of 64 bits; <c>5.0</c> is one too.</summary>
    Integer,

    /// <summary>A finite number; a whole one is accepted.</summary>
    Number,

    /// <summary>True or false; also as text, in any case: <c>true</c>, <c>yes</c>, <c>on</c>, <c>1</c>, and <c>false</c>, <c>no</c>, <c>off</c>, <c>0</c>. Any other text is refused.</summary>
    Boolean,

    /// <summary>An object with any members.</summary>
    Object,

    /// <summary>A list of anything.</summary>
    List,
}
