namespace Foray.Results.Tests;

/// <summary>A test as a reader of TAP sees it.</summary>
/// <param name="IsOk">Whether it passed.</param>
/// <param name="Description">Its name.</param>
/// <param name="Skip">Why it was skipped; null where it was not.</param>
/// <param name="Diagnostic">What its block holds.</param>
internal sealed record TapTest(bool IsOk, string Description, string? Skip, IReadOnlyDictionary<string, string> Diagnostic);
