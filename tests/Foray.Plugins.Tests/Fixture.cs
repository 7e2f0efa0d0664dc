namespace Foray.Plugins.Tests;

/// <summary>Names of the packages under <c>tests/Fixtures</c>.</summary>
internal static class Fixture
{
    public const string Choir = "Foray.Fixtures.Choir";
    public const string ChoirOld = "Foray.Fixtures.ChoirOld";
    public const string Explosive = "Foray.Fixtures.Explosive";
    public const string Faulty = "Foray.Fixtures.Faulty";
    public const string Fickle = "Foray.Fixtures.Fickle";
    public const string Foreign = "Foray.Fixtures.Foreign";
    public const string Former = "Foray.Fixtures.Former";
    public const string Liar = "Foray.Fixtures.Liar";
    public const string Metronome = "Foray.Fixtures.Metronome";
    public const string Music = "Foray.Fixtures.Music";
    public const string Noise = "Foray.Fixtures.Noise";
    public const string Notation = "Foray.Fixtures.Notation";
    public const string Strings = "Foray.Fixtures.Strings";
    public const string Tenor = "Foray.Fixtures.Tenor";
    public const string Theatre = "Foray.Fixtures.Theatre";
    public const string Tomorrow = "Foray.Fixtures.Tomorrow";
    public const string Tripwire = "Foray.Fixtures.Tripwire";
}
