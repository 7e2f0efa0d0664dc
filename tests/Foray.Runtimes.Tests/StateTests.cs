using System.Text.Json.Nodes;
using CsCheck;
using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class StateTests
{
    private const string PythonCarrier = """
        import json
        class KP:
            def __init__(self): self.values = None
            def __main__(self, kos):
                if self.values is None:
                    self.values = json.loads(kos.get_arguments()[0])
                    self.again = [self.values, self]
                    kos.migrate("away")
                assert self.again[0] is self.values and self.again[1] is self
                print(json.dumps(self.values))
        """;

    private const string JavaScriptCarrier = """
        class KP {
          main(kos) {
            if (this.values === undefined) {
              this.values = JSON.parse(kos.getArguments()[0]);
              this.again = [this.values, this];
              kos.migrate("away");
            }
            if (this.again[0] !== this.values || this.again[1] !== this) throw new Error("another object");
            console.log(JSON.stringify(this.values));
          }
        }
        """;

    [Theory]
    [InlineData(Language.Python, PythonCarrier)]
    [InlineData(Language.JavaScript, JavaScriptCarrier)]
    public Task Plain_values_of_any_kind_arrive_as_they_were(Language language, string carrier) => Values(3).Array[40].SampleAsync(
        async values =>
        {
            var sent = new JsonArray([.. values.Select(value => value?.DeepClone())]);
            var station = new ScriptedStation(language) { Arguments = [sent.ToJsonString()] };

            var done = await station.RunAsync(carrier);

            Assert.Null(done["error"]);
            Assert.Equal(["home", "away"], station.Visited);
            Assert.True(JsonNode.DeepEquals(sent, JsonNode.Parse(station.Output)), $"{sent}\nbecame\n{station.Output}");
        },
        iter: 4,
        threads: 1);

    [Fact]
    public async Task Python_restores_objects_of_its_own_modules_without_their_constructors()
    {
        var done = await new ScriptedStation(Language.Python).RunAsync(new Dictionary<string, string>
        {
            ["kp.py"] = """
                from parts import Part
                class Local:
                    def __init__(self): raise_if_restored()
                def raise_if_restored():
                    if arrived: raise AssertionError("a constructor ran")
                arrived = False
                class KP:
                    def __init__(self):
                        raise_if_restored()
                        self.part, self.local, self.other = Part(), Local(), {1: (2, 3.5), None: {4}, "b": b"\x00"}
                        self.kos = self.suitcase = None
                    def __main__(self, kos):
                        global arrived
                        if kos.get_station() == "home":
                            self.kos, self.suitcase = kos, kos.get_suitcase()
                            self.suitcase.mkdir("/there")
                            self.suitcase.chdir("/there")
                            self.error = kos.exception("mod.Odd")
                            kos.migrate("away")
                        assert self.kos is kos and self.kos.get_station() == "away"
                        assert self.suitcase is kos.get_suitcase() and self.suitcase.getcwd() == "/there"
                        assert type(self.part) is Part and self.part.x == 1 and type(self.local) is Local
                        assert self.other == {1: (2, 3.5), None: {4}, "b": b"\x00"}
                        assert self.error is kos.exception("mod.Odd")
                """,
            ["parts.py"] = "class Part:\n    def __init__(self): self.x = 1\n",
        });

        Assert.Null(done["error"]);
    }

    [Fact]
    public async Task JavaScript_restores_everything_that_is_data()
    {
        var done = await new ScriptedStation(Language.JavaScript).RunAsync(new Dictionary<string, string>
        {
            ["kp.mjs"] = """
                import { Part } from "./parts.mjs";
                const Local = class { constructor() { this.made = ++made; } get double() { return this.made * 2; } };
                let made = 0;
                class Bag extends Map {}
                const check = (is, what) => { if (!is) throw new Error(what); };
                export default class KP {
                  main(kos) {
                    if (kos.getStation() === "home") {
                      const suitcase = kos.getSuitcase();
                      suitcase.mkdir("/there");
                      suitcase.chdir("/there");
                      const bytes = new Uint8Array([1, 2, 3, 4]);
                      Object.assign(this, { kos, suitcase, part: new Part(), local: new Local(), bag: new Bag([[{ a: 1 }, "x"]]), set: new Set([1n, "1", 1]) });
                      this.odd = [undefined, NaN, Infinity, -Infinity, -0, null, "\ud800x", 2n ** 80n, new Date(86400000), new Date(NaN)];
                      this.sparse = [1, , 3];
                      this.views = [bytes, new Uint16Array(bytes.buffer, 2, 1), new BigInt64Array([-5n])];
                      this.bare = Object.create(null);
                      this["__proto__x"] = { ["__proto__"]: 1 };
                      this.self = this;
                      this.map = new Map();
                      this.map.set(this.map, this);
                      this.Kind = Part;
                      this.error = kos.exception("mod.Odd");
                      let deep = null;
                      for (let i = 0; i < 20000; i++) deep = { deep };
                      this.deep = deep;
                      kos.migrate("away");
                    }
                    check(made === 0, "a constructor ran");
                    check(this.kos === kos && this.kos.getStation() === "away", "kos");
                    check(this.suitcase === kos.getSuitcase() && this.suitcase.getcwd() === "/there", "suitcase");
                    check(this.part instanceof Part && this.part.x === 1 && this.part.y() === 2, "part");
                    check(this.local instanceof Local && this.local.double === 2, "local");
                    check(this.bag instanceof Bag && this.bag.size === 1 && [...this.bag.keys()][0].a === 1, "bag");
                    check(this.set.has(1n) && this.set.has("1") && this.set.has(1) && this.set.size === 3, "set");
                    const o = this.odd;
                    check(o.length === 10 && o[0] === undefined && Number.isNaN(o[1]) && o[2] === Infinity && o[3] === -Infinity && Object.is(o[4], -0) && o[5] === null, "odd numbers");
                    check(o[6] === "\ud800x" && o[7] === 2n ** 80n && o[8].getTime() === 86400000 && Number.isNaN(o[9].getTime()), "odd values");
                    check(this.sparse.length === 3 && !(1 in this.sparse), "sparse");
                    check(this.views[1][0] === 1027 && this.views[0].buffer === this.views[1].buffer && this.views[2][0] === -5n, "views");
                    check(Object.getPrototypeOf(this.bare) === null, "bare");
                    check(this.self === this && this.map.get(this.map) === this, "cycles");
                    check(this.Kind === Part && this.error === kos.exception("mod.Odd"), "classes");
                    let depth = 0;
                    for (let at = this.deep; at !== null; at = at.deep) depth++;
                    check(depth === 20000, "depth");
                  }
                }
                """,
            ["parts.mjs"] = "export class Part { x = 1; y() { return this.x + 1; } }\n",
        });

        Assert.Null(done["error"]);
    }

    [Theory]
    [InlineData(Language.Python, "self.worker = {'callback': lambda: 0}", "self.worker['callback'] cannot travel: it is a function that no module has by its name")]
    [InlineData(Language.Python, "self.log = kos.get_suitcase().open('/log', 'w')", "self.log cannot travel: it is an open file; close it, and open it again after the move")]
    [InlineData(Language.Python, "self.rows = [1, (x for x in [])]", "self.rows[1] cannot travel: cannot pickle 'generator' object (generator)")]
    [InlineData(Language.JavaScript, "this.worker = { callback: () => 0 }", "this.worker.callback cannot travel: it is a function")]
    [InlineData(Language.JavaScript, "this.log = kos.getSuitcase().open('/log', 'w')", "'/log' is an open file, which cannot travel: close it, and open it again after the move")]
    [InlineData(Language.JavaScript, "this.rows = [1, Symbol('s')]", "this.rows[1] cannot travel: it is a symbol")]
    [InlineData(Language.JavaScript, "this.later = Promise.resolve()", "this.later cannot travel: it is a Promise")]
    [InlineData(Language.JavaScript, "this.weak = new Map([['k', new WeakMap()]])", "this.weak.get(\"k\") cannot travel: it is a WeakMap")]
    [InlineData(Language.JavaScript, "this.hidden = new (class Hidden {})()", "this.hidden cannot travel: its class Hidden is not at the top level of a module")]
    [InlineData(Language.JavaScript, "this.closed = new Closed()", "this.closed cannot travel: its class Closed has private fields or methods, which nobody else can see")]
    [InlineData(Language.JavaScript, "Object.defineProperty(this, 'now', { get: () => 1 })", "this.now cannot travel: it is computed by a function")]
    public async Task What_cannot_travel_is_named_and_the_program_goes_on(Language language, string statement, string message)
    {
        var station = new ScriptedStation(language);
        var text = language == Language.Python
            ? $"class KP:\n    def __main__(self, kos):\n        {statement}\n        try: kos.migrate('away')\n        except TypeError as problem: print(problem)\n"
            : $"class Closed {{ #x = 1; }}\nclass KP {{ main(kos) {{ {statement}; try {{ kos.migrate('away'); }} catch (problem) {{ console.log(problem.message); }} }} }}";

        var done = await station.RunAsync(text);

        Assert.Null(done["error"]);
        Assert.Equal(message + "\n", station.Output);
        Assert.DoesNotContain("program.migrate", station.Calls);
    }

    [Theory]
    [InlineData(Language.Python, "class KP:\n    def __main__(self, kos):\n        try: kos.migrate('nowhere')\n        except kos.RefusedError as problem: print(problem)\n")]
    [InlineData(Language.JavaScript, "class KP { main(kos) { try { kos.migrate('nowhere'); } catch (problem) { if (problem instanceof kos.errors.RefusedError) console.log(problem.message); } } }")]
    public async Task A_move_that_is_refused_leaves_the_program_where_it_is(Language language, string text)
    {
        var station = new ScriptedStation(language);
        station.Answers["program.migrate"] = _ => throw new StationRefusal("refused", "there is no station 'nowhere'");

        var done = await station.RunAsync(text);

        Assert.Equal("returned", (string?)done["end"]);
        Assert.Equal("there is no station 'nowhere'\n", station.Output);
    }

    [Theory]
    [InlineData(Language.Python, "python-pickle-1")]
    [InlineData(Language.JavaScript, "javascript-graph-1")]
    public Task A_damaged_state_is_the_programs_error(Language language, string format) => Gen.Byte.Array[0, 40].SampleAsync(
        async bytes =>
        {
            var station = new ScriptedStation(language);
            var done = await station.RunPublishedAsync("null", state: new JsonObject { ["format"] = format, ["data"] = Convert.ToBase64String(bytes) });
            Assert.Equal("raised", (string?)done["end"]);
        },
        iter: 3,
        threads: 1);

    private static Gen<JsonNode?> Values(int depth)
    {
        var text = Gen.Char['\u0020', '\ud7ff'].Array[0, 8].Select(characters => new string(characters));
        var simple = Gen.OneOf(
            Gen.Const((JsonNode?)null),
            Gen.Bool.Select(value => (JsonNode?)value),
            Gen.Int.Select(value => (JsonNode?)value),
            Gen.Double[-1e9, 1e9].Select(value => (JsonNode?)Math.Round(value, 3)),
            text.Select(value => (JsonNode?)value));
        if (depth == 0)
            return simple;
        var inner = Values(depth - 1);
        return Gen.OneOf(
            simple,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(text, inner).Array[0, 4].Select(pairs => (JsonNode?)new JsonObject(
                pairs.DistinctBy(pair => pair.Item1).Where(pair => pair.Item1 != "__proto__").Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2?.DeepClone())))));
    }
}
