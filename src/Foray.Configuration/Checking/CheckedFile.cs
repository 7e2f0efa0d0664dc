using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Configuration.Checking;

/// <summary>A file that has been checked. Where there are errors, the rest of it holds what could be understood.</summary>
public sealed class CheckedFile
{
    /// <summary>All problems, in the order of the file.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The whole document, variables replaced in its own keys only; null where it could not be read.</summary>
    public required MappingNode? Root { get; init; }

    /// <summary>The sections whose plugins are known, in the order of the schema and of the file.</summary>
    public required IReadOnlyList<CheckedSection> Sections { get; init; }

    /// <summary>Machines in the order of the file.</summary>
    public required IReadOnlyList<PlannedMachine> Machines { get; init; }

    /// <summary>The machines of each label, generated labels included.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> Labels { get; init; }

    /// <summary>Variables of the whole file.</summary>
    public required IReadOnlyDictionary<string, Variable> Variables { get; init; }

    /// <summary>True where the file cannot be used.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}
