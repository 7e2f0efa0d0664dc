namespace Foray.Sdk.Generators.Options;

/// <summary>A value of an enum.</summary>
/// <param name="Key">As users write it.</param>
/// <param name="Code">As C# takes it.</param>
internal sealed record EnumValue(string Key, string Code);
