namespace Foray.Sdk.Experiments;

/// <summary>A case with the rows that have to be run now.</summary>
public interface ICase
{
    /// <summary>The case.</summary>
    CasePlan Plan { get; }

    /// <summary>Its rows that have to be run; at least one.</summary>
    IReadOnlyList<IRow> Rows { get; }
}
