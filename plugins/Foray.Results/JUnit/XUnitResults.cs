using Foray.Sdk.Plugins;

namespace Foray.Results.JUnit;

/// <summary>The format <c>junit</c> under the name by which those who come from Avocado know it.</summary>
[Plugin("xunit")]
public sealed class XUnitResults : JUnitResults;
