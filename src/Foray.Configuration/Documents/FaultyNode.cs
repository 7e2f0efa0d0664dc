using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>Stands where something could not be understood and has been reported, so that nothing else is reported about it.</summary>
/// <param name="place">Where it begins.</param>
internal sealed class FaultyNode(Place place) : DocumentNode(place)
{
    public override string Form => "something that cannot be read";
}
