namespace Foray.Sdk.Generators.Options;

/// <summary>What counts where the file has no value.</summary>
/// <param name="Code">C# expression for the binder.</param>
/// <param name="Json">For the manifest; null where there is nothing to tell.</param>
/// <param name="CreatesRecord">True where the default is a record with defaults of its own.</param>
internal sealed record OptionDefault(string Code, string? Json = null, bool CreatesRecord = false);
