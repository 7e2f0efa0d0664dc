using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

// Written by hand, because the generator would not write what is wrong.
[assembly: ForayManifest(1, """
    {"package":"Foray.Sdk.Testing.Tests","version":"1.0.0","sdk":"0.2.0","plugins":[
      {"kind":"collector","name":"good","type":"Foray.Sdk.Testing.Tests.Conformance.GoodPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.GoodFactory","options":"Foray.Sdk.Testing.Tests.Conformance.GoodOptions"},
      {"kind":"backend","name":"wrong-kind","type":"Foray.Sdk.Testing.Tests.Conformance.WrongKindPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.WrongKindFactory"},
      {"kind":"collector","name":"no-factory","type":"Foray.Sdk.Testing.Tests.Conformance.NoFactoryPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.Nowhere"},
      {"kind":"collector","name":"unlisted","type":"Foray.Sdk.Testing.Tests.Conformance.UnlistedOptionPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.UnlistedOptionFactory","options":"Foray.Sdk.Testing.Tests.Conformance.UnlistedOptions"},
      {"kind":"collector","name":"no-default","type":"Foray.Sdk.Testing.Tests.Conformance.NoDefaultPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.NoDefaultFactory","options":"Foray.Sdk.Testing.Tests.Conformance.GoodOptions"},
      {"kind":"collector","name":"other","type":"Foray.Sdk.Testing.Tests.Conformance.OtherPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.GoodFactory"},
      {"kind":"collector","name":"writing","type":"Foray.Sdk.Testing.Tests.Conformance.WritingPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.WritingFactory"},
      {"kind":"collector","name":"chatting","type":"Foray.Sdk.Testing.Tests.Conformance.ChattingPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.ChattingFactory"},
      {"kind":"collector","name":"throwing","type":"Foray.Sdk.Testing.Tests.Conformance.ThrowingPlugin","factory":"Foray.Sdk.Testing.Tests.Conformance.ThrowingFactory"}
    ]}
    """)]
[assembly: ForayOptions("Foray.Sdk.Testing.Tests.Conformance.GoodOptions", """
    {"summary":"","properties":[{"key":"size","schema":{"type":"integer"}},{"key":"parts","schema":{"type":"list","items":{"type":"object","record":"Foray.Sdk.Testing.Tests.Conformance.PartOptions"}}}]}
    """)]
[assembly: ForayOptions("Foray.Sdk.Testing.Tests.Conformance.PartOptions", """{"summary":"","properties":[{"key":"name","schema":{"type":"string"}}]}""")]
[assembly: ForayOptions("Foray.Sdk.Testing.Tests.Conformance.UnlistedOptions", """{"summary":"","properties":[]}""")]

namespace Foray.Sdk.Testing.Tests.Conformance;

internal abstract class Factory(Func<MappingNode, object> create) : IPluginFactory
{
    public object Create(MappingNode options, IServiceProvider services) => create(options);
}

internal sealed class GoodFactory() : Factory(options => new GoodPlugin(new GoodOptions { Size = options["size"] is ScalarNode size ? int.Parse(size.Text, null) : 1 }));

internal sealed class WrongKindFactory() : Factory(_ => new WrongKindPlugin());

internal sealed class UnlistedOptionFactory() : Factory(_ => new UnlistedOptionPlugin());

internal sealed class NoDefaultFactory() : Factory(options => options["size"] is null ? throw new InvalidOperationException("'size' is missing") : new NoDefaultPlugin());

internal sealed class WritingFactory() : Factory(_ => new WritingPlugin());

internal sealed class ChattingFactory() : Factory(_ => new ChattingPlugin());

internal sealed class ThrowingFactory() : Factory(_ => new ThrowingPlugin());
