using System.Text.Json;
using CsCheck;
using Foray.Plugins.Settings;

namespace Foray.Plugins.Tests.Settings;

public sealed class PluginSettingsTests
{
    private static readonly Gen<string> Name = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("p:a"), Gen.Const("result/b"));

    private static readonly Gen<IReadOnlyDictionary<string, IReadOnlyList<string>>> Lists =
        Gen.Dictionary(Gen.OneOf(Gen.Const("result"), Gen.Const("site")), Name.Array[0, 3])[0, 2]
            .Select(map => (IReadOnlyDictionary<string, IReadOnlyList<string>>)map.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Value));

    private static readonly Gen<IReadOnlyDictionary<string, string>> Names =
        Gen.Dictionary(Name, Name)[0, 3].Select(map => (IReadOnlyDictionary<string, string>)map);

    private static readonly Gen<PluginSettings> Layer =
        Gen.Select(Name.Array[0, 3], Name.Array[0, 3], Names, Names, Lists, Lists)
            .Select(parts => new PluginSettings
            {
                Paths = parts.Item1,
                Disable = parts.Item2,
                Pins = parts.Item3,
                Drivers = parts.Item4,
                Order = parts.Item5,
                Active = parts.Item6,
            });

    /// <summary>What the settings say, whatever the order in which maps were filled.</summary>
    private static string Meaning(PluginSettings settings) => JsonSerializer.Serialize(new
    {
        settings.Paths,
        settings.Disable,
        Pins = new SortedDictionary<string, string>(settings.Pins.ToDictionary()),
        Drivers = new SortedDictionary<string, string>(settings.Drivers.ToDictionary()),
        Order = new SortedDictionary<string, IReadOnlyList<string>>(settings.Order.ToDictionary()),
        Active = new SortedDictionary<string, IReadOnlyList<string>>(settings.Active.ToDictionary()),
    });

    [Fact]
    public void It_does_not_matter_which_layers_are_put_together_first() =>
        Gen.Select(Layer, Layer, Layer).Sample((a, b, c) => Assert.Equal(Meaning(a.Over(b).Over(c)), Meaning(a.Over(b.Over(c)))));

    [Fact]
    public void What_any_layer_disables_stays_disabled() =>
        Gen.Select(Layer, Layer, Layer).Sample((a, b, c) =>
            Assert.Equal(a.Disable.Concat(b.Disable).Concat(c.Disable).ToHashSet(), a.Over(b).Over(c).Disable.ToHashSet()));

    [Fact]
    public void The_upper_layer_wins_name_by_name() =>
        Gen.Select(Layer, Layer).Sample((above, below) =>
        {
            var both = above.Over(below);
            Assert.All(above.Pins, pin => Assert.Equal(pin.Value, both.Pins[pin.Key]));
            Assert.All(below.Pins, pin => Assert.Equal(above.Pins.GetValueOrDefault(pin.Key, pin.Value), both.Pins[pin.Key]));
            Assert.All(below.Order, order => Assert.Equal(above.Order.GetValueOrDefault(order.Key, order.Value), both.Order[order.Key]));
            Assert.Equal(above.Drivers.Keys.Union(below.Drivers.Keys).Order(), both.Drivers.Keys.Order());
            Assert.Equal(above.Active.Keys.Union(below.Active.Keys).Order(), both.Active.Keys.Order());
        });

    [Fact]
    public void Empty_settings_change_nothing() =>
        Layer.Where(layer => layer.Paths.Distinct().Count() == layer.Paths.Count && layer.Disable.Distinct().Count() == layer.Disable.Count).Sample(layer =>
        {
            Assert.Equal(Meaning(layer), Meaning(layer.Over(new PluginSettings())));
            Assert.Equal(Meaning(layer), Meaning(new PluginSettings().Over(layer)));
        });
}
