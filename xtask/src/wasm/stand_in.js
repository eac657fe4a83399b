/* Stands in for the glue of a module that is still being built: fetches the glue when it is first
   used, since whoever has the module then finds the glue there. */
(function (load) {
  function built() {
    if (gouji_NAME === standIn) load('pkg/NAME.js');
    if (gouji_NAME.standsIn === true) throw new Error('pkg/NAME.js is not built');
    return gouji_NAME;
  }
  var standIn = self.gouji_NAME = new Proxy(function () {}, {
    apply: function (_, it, given) { return built().apply(it, given); },
    get: function (_, key) { return key === 'standsIn' || built()[key]; },
  });
})(self.importScripts && self.importScripts.bind(self));
