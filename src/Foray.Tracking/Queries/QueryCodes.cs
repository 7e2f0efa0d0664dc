namespace Foray.Tracking.Queries;

/// <summary>Codes of what can be wrong with a query.</summary>
internal static class QueryCodes
{
    /// <summary>Something else is expected at a place.</summary>
    public const string Syntax = "FORAY185";

    /// <summary>A name is none of a field or of a function.</summary>
    public const string UnknownField = "FORAY186";

    /// <summary>A field cannot be compared with a value.</summary>
    public const string WrongValue = "FORAY187";

    /// <summary>A query is too long or nested too deeply.</summary>
    public const string TooLarge = "FORAY188";
}
