using Foray.Sdk.Documents;

namespace Foray.Plugins.Schemas;

/// <summary>A key that an option had before, where it is given.</summary>
/// <param name="Key">The former key.</param>
/// <param name="Present">What it is called now.</param>
/// <param name="IsGivenTwice">True where the option is given by another key too.</param>
public readonly record struct FormerKey(ScalarNode Key, string Present, bool IsGivenTwice);
