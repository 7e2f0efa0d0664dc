using Foray.Sdk.Jobs;

namespace Foray.Engines.Jobs;

/// <summary>A test with one of its variants.</summary>
/// <param name="Name">Name, unique in the experiment.</param>
/// <param name="Test">The test, with the parameters of the variant.</param>
/// <param name="Variant">Parameters of the variant.</param>
internal sealed record TestCase(string Name, Runnable Test, IReadOnlyDictionary<string, string> Variant);
