using Foray.Plugins.Settings;

namespace Foray.Plugins.Tests.Settings;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_that_match_nothing_are_told_with_the_nearest_name()
    {
        var problems = SettingsCheck.Check(_folder.Catalog(new PluginSettings
        {
            Disable = ["result/chart", "result/chrat", Fixture.Music],
            Pins = new Dictionary<string, string> { ["result/chart"] = Fixture.Music, ["result/score"] = "Not.There", ["package/None"] = "1.0.0" },
            Order = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["notes", "ntoes"], ["nokind"] = ["x"] },
            Drivers = new Dictionary<string, string> { ["result"] = "trumpet" },
            Active = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["score", "Foray.Fixtures.Music:score"] },
        }));

        Assert.Equal(
            [
                "warning FORAY419: 'disable' in the settings has 'result/chrat', and nothing of that name is installed (did you mean 'result/chart'?)",
                "warning FORAY419: 'pins' in the settings has 'result/score: Not.There', and nothing of that name is installed (correct the name, or take it out)",
                "warning FORAY419: 'pins' in the settings has 'package/None: 1.0.0', and nothing of that name is installed (correct the name, or take it out)",
                "warning FORAY419: 'order' in the settings has 'result: ntoes', and nothing of that name is installed (did you mean 'result: notes'?)",
                "warning FORAY419: 'order' in the settings has 'nokind: x', and nothing of that name is installed (correct the name, or take it out)",
                "warning FORAY419: 'drivers' in the settings has 'result: trumpet', and nothing of that name is installed (correct the name, or take it out)",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Settings_that_fit_and_no_settings_are_told_nothing_of() =>
        Assert.Empty(SettingsCheck.Check(_folder.Catalog(new PluginSettings { Disable = ["chart"], Drivers = new Dictionary<string, string> { ["result"] = "notes" } }))
            .Concat(SettingsCheck.Check(_folder.Catalog())));
}
