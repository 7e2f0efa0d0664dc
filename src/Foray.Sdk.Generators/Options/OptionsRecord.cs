using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Options;

/// <summary>A class whose properties are options.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Code">The class as C# takes it.</param>
/// <param name="Summary">What it is for; null where it does not say.</param>
/// <param name="Options">Its options, inherited ones first.</param>
/// <param name="ExactlyOne">Keys of options of which exactly one is given.</param>
/// <param name="AtMostOne">Keys of options of which at most one is given.</param>
/// <param name="Requires">Pairs of keys: the first only together with the second.</param>
internal sealed record OptionsRecord(
    string Type,
    string Code,
    string? Summary,
    EquatableArray<Option> Options,
    EquatableArray<EquatableArray<string>> ExactlyOne,
    EquatableArray<EquatableArray<string>> AtMostOne,
    EquatableArray<EquatableArray<string>> Requires);
