namespace Foray.Plugins.Schemas;

/// <summary>What an option's value can be. The names in manifests are these in snake_case.</summary>
public enum ValueType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of a few names.</summary>
    Enum,

    /// <summary>A duration such as <c>5m</c>.</summary>
    Duration,

    /// <summary>A size such as <c>512MiB</c>.</summary>
    Size,

    /// <summary>A range of network addresses.</summary>
    Cidr,

    /// <summary>Labels that choose machines.</summary>
    LabelSelector,

    /// <summary>Labels that machines get.</summary>
    LabelSet,

    /// <summary>A path that must exist.</summary>
    InputPath,

    /// <summary>A value that is never shown.</summary>
    Secret,

    /// <summary>Text, a number or true/false, as written.</summary>
    Scalar,

    /// <summary>The value of a variable.</summary>
    Variable,

    /// <summary>A list.</summary>
    List,

    /// <summary>Names and values of one type.</summary>
    Map,

    /// <summary>A record of options.</summary>
    Object,
}
