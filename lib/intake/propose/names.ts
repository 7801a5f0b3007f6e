/** What dumps call the canonical columns: tills, web shops and ERP exports, in English and German. */

interface Names {
  /** Means this and nothing else; the better name first. */
  sure: string;
  /** Often means this. */
  likely?: string;
}

/** Words as `words` makes them: small letters, no accents, every kind of number as `no`. */
export const NAMES: Record<string, Names> = {
  order_id: {
    sure: 'order id, order no, sales order no, sales order id, invoice no, invoice id, receipt no, receipt id, transaction id, transaction no, ticket no, document no, billing document, sales document, vbeln, bestell no, bestellungs no, auftrags no, rechnungs no, beleg no, bon no, bestell id, vorgangs no',
    likely:
      'order, invoice, receipt, ticket, basket id, rechnung, auftrag, beleg, bon, bestellung, name, bill no, doc no',
  },
  line_id: {
    sure: 'line id, line no, order line no, line item no, line item id, lineitem id, order item id, invoice line no, positions no, auftragsposition, belegposition, posnr, pos no, zeilen no',
    likely: 'row id, row no, line, line item, position, pos, zeile',
  },
  customer_id: {
    sure: 'customer id, customer no, customer code, cust code, client id, client no, cust id, cust no, kunden no, kunden id, debitor no, debitoren no, kunnr, sold to party, sell to customer no, bill to customer no, customer key, buyer id, shopper id, member id',
    likely:
      'customer, client, kunde, debitor, user id, household key, household id, loyalty card no, card no, account no, id, email, customer email, bill to',
  },
  ordered_at: {
    sure: 'order date, ordered at, order datetime, order timestamp, order time, invoice date, transaction date, sale date, sales date, purchase date, order purchase timestamp, posting date, billing date, document date, receipt date, belegdatum, rechnungsdatum, bestelldatum, auftragsdatum, buchungsdatum, verkaufsdatum, kaufdatum, fkdat, budat, bldat, audat',
    likely:
      'date, datum, datetime, timestamp, created at, paid at, erdat, day, tag, transaction datetime, time, zeitpunkt',
  },
  product_id: {
    sure: 'product id, product no, product code, sku, stock code, item no, item id, item code, article no, article id, article code, artikel no, artikel id, material no, matnr, produkt no, produkt id, variant sku, lineitem sku, ean, gtin, upc, plu',
    likely: 'article, artikel, material, product, produkt, item, barcode, asin',
  },
  product_name: {
    sure: 'product name, item name, article name, product title, lineitem name, product description, item description, article description, material description, artikelbezeichnung, artikelname, artikeltext, produktname, produktbezeichnung, arktx',
    likely: 'description, bezeichnung, beschreibung, title, text',
  },
  category: {
    sure: 'category, product category, item category, product group, product type, product line, material group, warengruppe, artikelgruppe, produktgruppe, kategorie, matkl, category name',
    likely: 'group, family, product family, gruppe, sub category, type',
  },
  department: {
    sure: 'department, dept, department name, division, business unit, abteilung, sparte, spart',
    likely: 'bereich, unit',
  },
  channel: {
    sure: 'channel, sales channel, order channel, distribution channel, vertriebsweg, vertriebskanal, verkaufskanal, kanal, vtweg, source name',
    likely: 'platform, order source',
  },
  store: {
    sure: 'store, store id, store no, store name, store code, shop, shop id, shop no, branch, branch id, branch no, outlet, filiale, filial no, niederlassung, standort, location, location id',
    likely: 'plant, werk, werks, markt, site, warehouse',
  },
  salesperson: {
    sure: 'salesperson, salesperson id, salesperson code, sales person, sales rep, sales representative, sales employee, verkaufer, verkaeufer, vertreter, aussendienst, kassierer, cashier',
    likely: 'seller, employee, employee id, clerk, mitarbeiter, agent, rep, staff',
  },
  campaign: {
    sure: 'campaign, campaign id, campaign name, utm campaign, kampagne, kampagnen no',
    likely: 'promotion, promotion id, promo code, discount code, aktion, aktions no',
  },
  quantity: {
    sure: 'quantity, qty, units, units sold, quantity sold, quantity ordered, order quantity, order qty, sales quantity, lineitem quantity, menge, anzahl, stuck, stueck, stuckzahl, stueckzahl, absatz, fkimg, kwmeng, number of items, no of cds, cds',
    likely: 'pieces, items, count, pcs, volume',
  },
  unit_price: {
    sure: 'unit price, price per unit, price each, item price, lineitem price, unit net price, einzelpreis, stuckpreis, stueckpreis, preis pro stuck, verkaufspreis, netpr',
    likely: 'price, preis, net price, selling price, vk preis, list price',
  },
  discount: {
    sure: 'discount amount, lineitem discount, line discount amount, discount value, total discount, rabattbetrag, rabatt betrag, nachlass',
    likely: 'discount, rabatt, rebate, retail disc',
  },
  net_sales: {
    sure: 'net sales, net sales amount, net amount, net value, net revenue, line net amount, netwr, nettoumsatz, umsatz netto, nettobetrag, nettowert, netto, erlos, erloes',
    likely:
      'sales, revenue, turnover, sales amount, sales value, line amount, line total, extended price, ext price, umsatz, amount, subtotal, total price, total amount, total sales, total, betrag, dollars, value, payment value, wert, gross sales, gross amount, brutto, bruttobetrag, bruttoumsatz, umsatz brutto',
  },
  cost: {
    sure: 'cost of goods, cost of goods sold, cogs, cost amount, line cost, total cost, total product cost, wareneinsatz, einstandswert, wavwr',
    likely: 'cost, costs, kosten, einkaufswert',
  },
  gross_margin: {
    sure: 'gross margin, gross profit, gross margin amount, profit, profit amount, contribution margin, rohertrag, rohgewinn, deckungsbeitrag',
    likely: 'margin, marge, gewinn, db, db1',
  },
  tax: {
    sure: 'tax amount, vat amount, sales tax, steuerbetrag, mwst betrag, umsatzsteuer, mwsbp',
    likely: 'tax, taxes, vat, mwst, ust, steuer',
  },
  shipping: {
    sure: 'shipping, shipping amount, shipping cost, shipping costs, shipping charge, shipping fee, freight, freight amount, freight value, delivery fee, versand, versandkosten, fracht, frachtkosten, porto',
    likely: 'postage, delivery, delivery charge',
  },
  currency: {
    sure: 'currency, currency code, iso currency, order currency, wahrung, waehrung, waers, waerk, wahrungscode, waehrungscode',
    likely: 'curr, cur, wkz, whrg',
  },
};

/** Where a longer name says one of these, it is about something else: `Customer Segment` is no customer. */
const OTHER_THINGS = new Set(
  'name segment type group category country city region state zip plz ort land email mail address phone age gender mode status priority rate percent pct satz prozent date datum time year month quantity qty price amount total value cost key unit per'.split(
    ' ',
  ),
);

/** A header as words: `Kunden-Nr.` is `kunden no`, `InvoiceDate` is `invoice date`. */
export function words(header: string): string[] {
  return header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/#/g, ' no ')
    .replace(/%/g, ' percent ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/(nummer|number|num|nr)\b/g, ' no ')
    .replace(/\bnumber of\b/g, 'no of')
    .trim()
    .split(/\s+/);
}

const compact = (header: string): string => words(header).join('');

const split = (names: string | undefined): string[] => (names ? names.split(', ') : []);

/**
 * How well a header names a canonical column: 3 and below for a sure name, 2 for a likely one, 1 for one that begins or
 * ends like a sure or likely one; 0 for none. Better names of one rank come first by a little.
 */
export function nameScore(canonical: string, header: string): number {
  const names = NAMES[canonical];
  if (!names) return 0;
  const key = compact(header);
  for (const [rank, list] of [
    [3, split(names.sure)],
    [2, split(names.likely)],
  ] as const) {
    const at = key === compact(canonical) && rank === 3 ? 0 : list.findIndex((name) => compact(name) === key);
    if (at >= 0) return rank - at / 1000;
  }
  const tokens = words(header);
  const isLonger = (name: string): boolean => {
    const own = words(name);
    if (own.join('').length < 3 || tokens.length <= own.length) return false;
    const head =
      tokens.slice(0, own.length).join(' ') === own.join(' ') ? tokens.slice(own.length) : undefined;
    const tail =
      tokens.slice(-own.length).join(' ') === own.join(' ') ? tokens.slice(0, -own.length) : undefined;
    const rest = head ?? tail;
    return rest !== undefined && !rest.some((token) => OTHER_THINGS.has(token));
  };
  return [...split(names.sure), ...split(names.likely)].some(isLonger) ? 1 : 0;
}
