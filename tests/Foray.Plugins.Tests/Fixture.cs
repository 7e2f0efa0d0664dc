namespace Foray.Plugins.Tests;

/// <summary>Names of the packages under <c>tests/Fixtures</c>.</summary>
internal static class Fixture
{
    public const string Faulty = "Foray.Fixtures.Faulty";
    public const string Music = "Foray.Fixtures.Music";
    public const string Noise = "Foray.Fixtures.Noise";
    public const string Theatre = "Foray.Fixtures.Theatre";
    public const string Tripwire = "Foray.Fixtures.Tripwire";
}
