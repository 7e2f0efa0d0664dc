namespace Foray.Sdk.Jobs;

/// <summary>Something that a test needs where it runs.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name of a package, a command or a variable, or path of a file; relative paths start from the test's working folder.</param>
public sealed record TestRequirement(TestRequirementKind Kind, string Name);
