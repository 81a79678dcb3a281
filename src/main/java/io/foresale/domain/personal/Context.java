package io.foresale.domain.personal;

import java.util.regex.Pattern;

/** What the words before a number say that it is. */
final class Context {

    /** So far back is looked. */
    private static final int REACH = 40;

    private static final Pattern ARTICLE = Pattern.compile(
            "(?i)(?:#|(?<![a-z])(?:orders?|bestell(?:ung|nummer|nr)|invoice|rechnung|sku|article|artikel|articolo|item|product|part|model|modell|mod|ref"
                    + "|reference|referenz|référence|ean|gtin|upc|isbn|asin|mpn|code|tracking|parcel|shipment|ticket|serial|s/n|lot|batch"
                    + "|style|art|cat|catalog|rma|p/n|id|barcode|commande)"
                    + "|订单|单号|货号|编号|条码|条形码|款号|型号|快递|物流|运单|序列号|批号|商品|产品|发票)"
                    + "[\\s.:#(]{0,3}(?:(?:number|numbers|no|nr|num|id|code|nummer|nº|n°|号码|编号|代码|号)[\\s.:#(]{0,3}){0,2}"
                    + "(?:is|was|ist|est|是|为)?[\\s:'\"]{0,2}$");

    private static final Pattern VERSION = Pattern.compile(
            "(?i)(?:(?<![a-z])(?:v|version|ver|firmware|fw|build|release|update|driver|bios|chapter|section|kernel|chrome|ios|android|os"
                    + "|sdk|api|software|app|rev|revision|hw|sw|clause|step|windows|bluetooth|win)|版本|版|固件|系统|驱动|更新)"
                    + "(?:升级|更新)?(?:号|为|是|到|至)?[\\s.:(]{0,2}(?:to |from |number |no\\.? |v)?$");

    private static final Pattern IP =
            Pattern.compile("(?i)(?:(?<![a-z])ip(?:v4)?(?: address)?|地址)(?:是|为| is)?[\\s:=(]{0,2}$");

    private Context() {}

    /** An article, an order, a parcel. */
    static boolean isArticle(String text, int at) {
        return says(ARTICLE, text, at);
    }

    static boolean isVersion(String text, int at) {
        return says(VERSION, text, at);
    }

    static boolean isIp(String text, int at) {
        return says(IP, text, at);
    }

    private static boolean says(Pattern words, String text, int at) {
        return words.matcher(text.substring(Math.max(0, at - REACH), at)).find();
    }
}
